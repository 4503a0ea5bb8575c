package dev.reprise.agent;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A change of one setting of a CLI, as text: everything else in the file stays as it is, comments and order too.
 *
 * @param file that is changed
 * @param before its content; null if there is no file yet
 * @param after its content then
 */
public record SettingsEdit(Path file, @Nullable String before, String after) {}
