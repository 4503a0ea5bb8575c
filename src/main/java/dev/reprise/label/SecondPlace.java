package dev.reprise.label;

/**
 * Where a second copy of the vault is kept. There is one of them at most.
 *
 * @param place whole path of a directory; empty: none any more
 * @param mark of this data directory, which every second copy of it bears: so a disk that is not connected is told from one that was
 *     emptied, and a copy that was ended can be gone on with
 */
public record SecondPlace(String place, String mark) implements Item {

    @Override
    public String key() {
        return "second-place";
    }
}
