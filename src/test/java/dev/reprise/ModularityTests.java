package dev.reprise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/** Packages are modules: they depend as they declare, without cycles, and docs/architecture.md draws them as they are. */
class ModularityTests {

    private static final ApplicationModules MODULES = ApplicationModules.of(Reprise.class);
    private static final Path DOCS = Path.of("docs");

    @Test
    void dependAsTheyDeclare() {
        MODULES.verify();
    }

    @Test
    void everyModuleDeclaresWhatItMayUse() throws IOException {
        for (ApplicationModule module : MODULES) {
            String name = module.getIdentifier().toString();
            Path declared = Path.of("src/main/java/dev/reprise", name, "package-info.java");
            assertThat(Files.readString(declared)).containsPattern("@ApplicationModule\\(\\s*allowedDependencies");
        }
    }

    /** Modulith's own diagram; run it and commit what it wrote when modules change. */
    @Test
    void isDrawnByModulithAsItIs() throws IOException {
        Path folder = Path.of("target", "modulith");
        new Documenter(MODULES, Documenter.Options.defaults().withOutputFolder(folder.toString()))
                .writeModulesAsPlantUml(Documenter.DiagramOptions.defaults());
        String drawn = Files.readString(folder.resolve("components.puml"))
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n", "", "\n"));
        assertSame(DOCS.resolve("modules.puml"), drawn);
    }

    @Test
    void isDrawnInTheGuideAsItIs() throws IOException {
        String guide = Files.readString(DOCS.resolve("architecture.md"));

        TreeSet<String> drawn = new TreeSet<>();
        guide.lines().map(String::strip).filter(line -> line.contains(" --> ")).forEach(drawn::add);
        assertThat(drawn).isEqualTo(arrows());
        assertThat(modules().map(m -> m.getIdentifier().toString()))
                .allSatisfy(name -> assertThat(guide).contains("| `" + name + "` |"));
    }

    private static void assertSame(Path committed, String now) throws IOException {
        String before = Files.exists(committed) ? Files.readString(committed) : "";
        if (!sorted(before).equals(sorted(now))) {
            Files.writeString(committed, now);
        }
        assertThat(sorted(before))
                .as("%s showed other modules; it was written anew, commit it", committed)
                .isEqualTo(sorted(now));
    }

    private static List<String> sorted(String text) {
        return text.lines().sorted().toList();
    }

    private static Set<String> arrows() {
        TreeSet<String> arrows = new TreeSet<>();
        modules()
                .forEach(module -> module.getDirectDependencies(MODULES)
                        .uniqueModules()
                        .forEach(other -> arrows.add(module.getIdentifier() + " --> " + other.getIdentifier())));
        return arrows;
    }

    private static Stream<ApplicationModule> modules() {
        return MODULES.stream();
    }
}
