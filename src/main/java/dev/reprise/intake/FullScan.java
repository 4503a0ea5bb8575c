package dev.reprise.intake;

import dev.reprise.catalogue.Home;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that lies in the homes now. A home that is not read any more (it was moved, or is named no longer) has nothing: what
 * becomes of its files is not seen.
 *
 * @param folders that were listed, the homes' own included
 * @param coverage of what nothing else can be said: what is not among the files there is not there
 */
record FullScan(
        List<ScannedFile> files, List<Path> folders, List<Scanner.Trouble> trouble, FileIndex.Coverage coverage) {

    static FullScan of(Homes all) {
        List<ScannedFile> files = new ArrayList<>();
        List<Path> folders = new ArrayList<>();
        List<Scanner.Trouble> trouble = new ArrayList<>();
        Set<Home> listed = new HashSet<>();
        // what two homes share by a link is one thing
        Set<Object> visited = new HashSet<>();
        for (Home home : all.all()) {
            if (!home.read()) {
                listed.add(home);
                continue;
            }
            Scanner.Listing listing = Scanner.scan(home, visited, all.excluded());
            files.addAll(listing.files());
            folders.add(home.path());
            folders.addAll(listing.folders());
            trouble.addAll(listing.trouble());
            if (listing.there()) {
                listed.add(home);
            }
        }
        List<Path> unsure = trouble.stream()
                .filter(Scanner.Trouble::unsure)
                .map(Scanner.Trouble::path)
                .toList();
        return new FullScan(files, folders, List.copyOf(trouble), new FileIndex.Coverage(listed, unsure));
    }
}
