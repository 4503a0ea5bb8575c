/** A line of a log as Claude Code writes it, read into fields (docs/formats/claude.md). Knows no entry and no fact. */
@NullMarked
package dev.reprise.agent.claude.record;

import org.jspecify.annotations.NullMarked;
