package dev.reprise;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The house's rules that a machine can check. */
@AnalyzeClasses(
        packages = "dev.reprise",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTests.Written.class})
class ArchitectureTests {

    /** Not what Spring's ahead-of-time processing of an earlier build left among the classes. */
    static final class Written implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("__") && !location.contains("$$SpringCGLIB$$");
        }
    }

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveNameMatching(".*(Service|Manager|Impl|Helper|Util|Utils|Dto|DTO)(\\$.*)?")
            .because("a store is a plural, a doer an agent noun, a value what it is");

    @ArchTest
    static final ArchRule packagesHaveAMeaning = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..",
                    "..common..",
                    "..core..",
                    "..shared..",
                    "..model..",
                    "..dto..",
                    "..service..",
                    "..config..");

    @ArchTest
    static final ArchRule nothingDependsOnPagesAndApi = noClasses()
            .that()
            .resideOutsideOfPackages("dev.reprise.web..", "dev.reprise.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.reprise.web..", "dev.reprise.api..");

    @ArchTest
    static final ArchRule pagesAndApiDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("dev.reprise.web..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.reprise.api..");

    @ArchTest
    static final ArchRule agentsOnlyRead = noClasses()
            .that()
            .resideInAPackage("dev.reprise.agent..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "org.springframework.jdbc..",
                    "org.springframework.web..",
                    "org.springframework.http..",
                    "org.springframework.context.event..",
                    "jakarta.servlet..",
                    "jakarta.persistence..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule agentsStandInFoldersOfTheirOwn = noClasses()
            .that()
            .resideOutsideOfPackage("dev.reprise.agent.claude..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.reprise.agent.claude..")
            .because("a new coding CLI is one folder and touches nothing else");

    @ArchTest
    static final ArchRule pagesDoNotGoInCircles =
            slices().matching("dev.reprise.web.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule agentsDoNotGoInCircles =
            slices().matching("dev.reprise.agent.*.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule timeIsJavaTime = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Date")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Calendar")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.text.SimpleDateFormat");

    @ArchTest
    static final ArchRule nothingIsPrintedButWhyItDoesNotStart =
            noClasses().that().resideOutsideOfPackage("dev.reprise").should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule dependenciesComeThroughConstructors =
            GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule fieldsArePrivate = noFields()
            .that()
            .areNotStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("dev.reprise.agent.claude.record..")
            .should()
            .bePublic()
            .because(
                    "only what a line was read into is a bare struct: sixty fields, filled once, read on the hot path");

    /** Parses the sources: bytecode holds no comments. */
    @ArchTest
    static void publicTypesSayWhatTheyAre(JavaClasses classes) throws IOException {
        List<String> silent = new ArrayList<>();
        int seen = 0;
        for (Path file : sources()) {
            Matcher type = Pattern.compile(
                            "(?m)^public (?:abstract |final |sealed |non-sealed )*(?:class|interface|record|enum) (\\w+)")
                    .matcher(Files.readString(file));
            if (type.find()) {
                seen++;
                String before = Files.readString(file).substring(0, type.start());
                if (!Pattern.compile("\\*/\\s*(@[\\w.]+(\\([^)]*\\))?\\s*)*$")
                        .matcher(before)
                        .find()) {
                    silent.add(file.getFileName() + ": " + type.group(1));
                }
            }
        }
        assertThat(seen).isGreaterThan(20);
        assertThat(silent).as("public types without a Javadoc sentence").isEmpty();
    }

    @ArchTest
    static void everyPackageSaysWhatItIs(JavaClasses classes) throws IOException {
        List<String> packages =
                classes.stream().map(JavaClass::getPackageName).distinct().toList();
        assertThat(packages).hasSizeGreaterThan(10);
        for (String name : packages) {
            String info = Files.readString(Path.of("src/main/java", name.replace('.', '/'), "package-info.java"));
            assertThat(info).as(name).startsWith("/**").contains("@NullMarked");
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(f -> f.toString().endsWith(".java") && !f.endsWith("package-info.java"))
                    .toList();
        }
    }
}
