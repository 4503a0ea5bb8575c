/** Claude Code, clients 1.0 to 2.1 (docs/formats/claude.md). */
@NullMarked
package dev.reprise.agent.claude;

import org.jspecify.annotations.NullMarked;
