package dev.reprise.search;

import dev.reprise.criteria.Criterion;
import dev.reprise.search.Results.Facet;
import dev.reprise.search.Results.Facets;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What results can be narrowed to, with the numbers of entries. */
final class Narrowing {

    private static final int MOST = 12;
    private static final int MONTHS = 12;

    private Narrowing() {}

    static Facets of(Tally tally, SessionTable table, Question question) {
        List<Facet> projects = new ArrayList<>();
        for (int i = 0; i < tally.byProject.length; i++) {
            if (tally.byProject[i] > 0) {
                SessionTable.Project project = table.projectOf(i);
                projects.add(new Facet(
                        project.label(), project.label(), tally.byProject[i], isChosen(question.project(), project)));
            }
        }
        List<Facet> sections = IntStream.range(0, tally.bySection.length)
                .filter(code -> tally.bySection[code] > 0)
                .mapToObj(Section::of)
                .map(one -> new Facet(
                        one.slug(),
                        one.label(),
                        tally.bySection[one.code()],
                        question.sections().contains(one)))
                .toList();
        List<Facet> tools = tally.byTool.entrySet().stream()
                .map(one -> new Facet(
                        one.getKey(),
                        one.getKey(),
                        one.getValue(),
                        question.tools().contains(one.getKey().toLowerCase(Locale.ROOT))))
                .toList();
        List<Facet> months = tally.byMonth.entrySet().stream()
                .filter(one -> one.getKey() > 0)
                .sorted(Comparator.comparingInt(one -> -one.getKey()))
                .limit(MOST)
                .map(one -> month(one.getKey(), one.getValue()))
                .toList();
        return new Facets(most(projects), months, most(sections), most(tools));
    }

    private static boolean isChosen(@org.jspecify.annotations.Nullable Criterion asked, SessionTable.Project project) {
        return asked instanceof Criterion.Holds holds
                && (holds.text().equalsIgnoreCase(project.label())
                        || holds.text().equals(project.dir()));
    }

    private static Facet month(int month, long count) {
        int year = month / MONTHS;
        int of = month % MONTHS + 1;
        String name = Month.of(of).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        return new Facet(String.format(Locale.ROOT, "%d-%02d", year, of), name + " " + year, count, false);
    }

    private static List<Facet> most(List<Facet> all) {
        List<Facet> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(Facet::chosen)
                .reversed()
                .thenComparing(Comparator.comparingLong(Facet::count).reversed())
                .thenComparing(Facet::label));
        return List.copyOf(sorted.subList(0, Math.min(MOST, sorted.size())));
    }
}
