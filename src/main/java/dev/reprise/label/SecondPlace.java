package dev.reprise.label;

/**
 * Where a second copy of the vault is kept. There is one of them at most.
 *
 * @param place whole path of a directory
 * @param mark which the directory bears, so that a disk that is not connected is told from one that was emptied
 */
public record SecondPlace(String place, String mark) implements Item {

    @Override
    public String key() {
        return "second-place";
    }
}
