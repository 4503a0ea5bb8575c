/** RAW: the lossless copy of every byte of every log, as zstd files in the tree the CLI used. */
@ApplicationModule(allowedDependencies = {"problem", "data"})
@NullMarked
package dev.reprise.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
