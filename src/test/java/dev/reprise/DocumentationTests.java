package dev.reprise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.EntryKind;
import dev.reprise.problem.Reason;
import dev.reprise.session.Protection;
import dev.reprise.session.SessionKind;
import dev.reprise.session.SessionState;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** What the documents list is what there is: every reason, setting, option and word, and none that is gone. */
class DocumentationTests {

    @Test
    void everyReasonIsInTheGuideOfTheApiWithItsStatus() throws IOException {
        String guide = read("docs/api.md");

        for (Reason reason : Reason.values()) {
            assertThat(guide).containsPattern("\\| `" + reason.slug() + "` \\| " + reason.status());
        }
    }

    @Test
    void everySettingIsDescribedWithItsDefaultAndNoOther() throws Exception {
        String page = read("docs/settings.md");
        TreeSet<String> real = new TreeSet<>();
        for (Class<?> type : settings()) {
            String prefix = type.getAnnotation(ConfigurationProperties.class).value();
            RecordComponent[] components = type.getRecordComponents();
            for (int i = 0; i < components.length; i++) {
                RecordComponent component = components[i];
                String name = prefix + "."
                        + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
                real.add(name);
                DefaultValue otherwise =
                        type.getDeclaredConstructors()[0].getParameters()[i].getAnnotation(DefaultValue.class);
                if (otherwise != null && otherwise.value().length == 1) {
                    assertThat(page).contains("| `" + name + "` | `" + otherwise.value()[0] + "` |");
                }
            }
        }
        try (Stream<Path> sources = Files.walk(Path.of("src/main"))) {
            for (Path source : sources.filter(f -> f.toString().matches(".*\\.(java|properties)"))
                    .toList()) {
                real.addAll(found(
                        "(?:@Value\\(\"\\$\\{|@ConditionalOnProperty\\(\"|getProperty\\(\"|\\$\\{|PROPERTY = \")(reprise\\.[a-z.-]+)",
                        Files.readString(source)));
            }
        }
        assertThat(real).hasSizeGreaterThan(7);
        assertThat(new TreeSet<>(found("(?m)^\\| `(reprise\\.[a-z.-]+)` \\|", page)))
                .isEqualTo(real);
    }

    @Test
    void everyOptionOfTheLauncherIsInTheReadmeAndInItsHelp() throws IOException {
        String launcher = read("reprise");
        String help = launcher.substring(launcher.indexOf("<<HELP"), launcher.indexOf("\nHELP\n"));
        TreeSet<String> understood = new TreeSet<>(
                found("(--[a-z-]+)(?==\\*|\\)| \\|)", launcher.substring(launcher.indexOf("while [ $# -gt 0 ]"))));

        assertThat(understood)
                .contains("--port", "--data", "--claude-home", "--no-open", "--demo", "--help", "--version");
        assertThat(understood).allSatisfy(option -> {
            assertThat(help).contains(option);
            assertThat(read("README.md")).contains("`" + option);
            assertThat(read("reprise.cmd")).contains(option);
        });
        assertThat(found("(REPRISE_[A-Z_]+)", help))
                .allSatisfy(variable -> assertThat(read("README.md")).contains(variable));
    }

    @Test
    void everyWordOfTheCodeIsInTheGlossary() throws IOException {
        TreeSet<String> words = new TreeSet<>();
        Stream.of(SessionState.values()).forEach(w -> words.add(w.slug()));
        Stream.of(SessionKind.values()).forEach(w -> words.add(w.slug()));
        Stream.of(Protection.values()).forEach(w -> words.add(w.slug().replace('-', ' ')));
        Stream.of(EntryKind.values()).forEach(w -> words.add(w.slug()));
        List<String> explained = found("(?m)^\\| ([a-z -]+) \\|", read("docs/glossary.md"));

        assertThat(explained).containsAll(words).contains("session", "turn", "vault", "project", "entry", "record");
        assertThat(explained.stream().filter(w -> !w.equals("word"))).doesNotHaveDuplicates();
    }

    @Test
    void everyLinkBetweenDocumentsLeadsSomewhere() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            for (Path doc : Stream.concat(
                            Stream.of(Path.of("README.md")),
                            docs.filter(f -> f.toString().endsWith(".md")))
                    .toList()) {
                for (String link : found("(?<!!)\\[[^\\]]*\\]\\(([^)#:]+)\\)", Files.readString(doc))) {
                    assertThat(doc.toAbsolutePath().resolveSibling(link))
                            .as(doc + " links " + link)
                            .exists();
                }
            }
        }
    }

    private static List<Class<?>> settings() throws ClassNotFoundException {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        List<Class<?>> types = new java.util.ArrayList<>();
        for (BeanDefinition found : scan.findCandidateComponents("dev.reprise")) {
            types.add(Class.forName(found.getBeanClassName()));
        }
        return types;
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult m) -> m.group(1))
                .toList();
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(file));
    }
}
