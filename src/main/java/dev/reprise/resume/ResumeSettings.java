package dev.reprise.resume;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param elsewhere whether commands are pasted on another machine than Reprise runs on (in a container, or with logs
 *     that were copied): then what Reprise sees of directories, permissions and processes says nothing about them;
 *     log homes are taken to have the same path over there
 * @param root where the disk of that machine is mounted on this one: directories and programs are looked for below it;
 *     null: they are looked for as they are called
 */
@ConfigurationProperties("reprise.resume")
record ResumeSettings(
        @DefaultValue("false") boolean elsewhere, @Nullable Path root) {}
