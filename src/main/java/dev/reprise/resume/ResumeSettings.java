package dev.reprise.resume;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param elsewhere whether commands are pasted on another machine than Reprise runs on (in a container, or with logs
 *     that were copied): then what Reprise sees of directories, permissions and processes says nothing about them;
 *     log homes are taken to have the same path over there
 */
@ConfigurationProperties("reprise.resume")
record ResumeSettings(@DefaultValue("false") boolean elsewhere) {}
