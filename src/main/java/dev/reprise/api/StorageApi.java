package dev.reprise.api;

import dev.reprise.agent.Volume;
import dev.reprise.catalogue.Volumes;
import dev.reprise.label.Labels;
import dev.reprise.retention.Space;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/storage}. */
@RestController
@RequestMapping("/api/storage")
class StorageApi {

    private static final int SESSIONS = 100;

    private final Volumes volumes;
    private final Space space;
    private final Labels labels;

    StorageApi(Volumes volumes, Space space, Labels labels) {
        this.volumes = volumes;
        this.space = space;
        this.labels = labels;
    }

    /**
     * Bytes.
     *
     * @param raw as in the source; {@code stored} on disk, all versions
     */
    record StorageJson(
            long raw,
            long stored,
            KindsJson kinds,
            List<ProjectBytesJson> projects,
            List<SessionBytesJson> sessions,
            SpaceJson space) {}

    /** Raw bytes; {@code unknown}: of logs that were not looked through for it yet. */
    record KindsJson(
            long messages,
            long toolResults,
            long images,
            long thinkingSignatures,
            long progress,
            long fileHistory,
            long bookkeeping,
            long otherFiles,
            long unknown) {

        static KindsJson of(Volumes.Kinds kinds) {
            Volume logs = kinds.logs();
            return new KindsJson(
                    logs.messages(),
                    logs.results() + kinds.results(),
                    logs.images() + kinds.images(),
                    logs.signatures(),
                    logs.progress(),
                    kinds.history(),
                    kinds.rest(),
                    kinds.others(),
                    kinds.unknown());
        }
    }

    /** @param dir empty: of no session */
    record ProjectBytesJson(String dir, String name, long sessions, long raw, long stored) {}

    record SessionBytesJson(String id, String title, String projectDir, long raw, long stored) {}

    /** What Reprise itself takes, on disk; {@code ceiling} null: none. */
    record SpaceJson(
            Instant at,
            long vault,
            long catalogue,
            long written,
            long rest,
            long free,
            @Nullable Long ceiling,
            boolean nearCeiling) {}

    /** @param project its directory; left out: all */
    @GetMapping
    StorageJson storage(@RequestParam(required = false) @Nullable String project) {
        List<Volumes.OfProject> projects = volumes.projects().stream()
                .filter(one -> project == null || one.dir().equals(project))
                .toList();
        Space.Taken taken = space.recent();
        return new StorageJson(
                projects.stream().mapToLong(Volumes.OfProject::raw).sum(),
                projects.stream().mapToLong(Volumes.OfProject::stored).sum(),
                KindsJson.of(volumes.kinds(project)),
                projects.stream()
                        .map(one ->
                                new ProjectBytesJson(one.dir(), one.name(), one.sessions(), one.raw(), one.stored()))
                        .toList(),
                volumes.sessions(project, SESSIONS).stream()
                        .map(one -> new SessionBytesJson(
                                one.id().toString(), one.title(), one.projectDir(), one.raw(), one.stored()))
                        .toList(),
                new SpaceJson(
                        taken.at(),
                        taken.vault(),
                        taken.catalogue(),
                        taken.written(),
                        taken.rest(),
                        taken.free(),
                        labels.arrangement().keepSettings().ceiling(),
                        space.warning().isPresent()));
    }
}
