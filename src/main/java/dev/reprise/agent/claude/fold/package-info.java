/** What the records of Claude Code's logs say together: entries, findings, facts. */
@NullMarked
package dev.reprise.agent.claude.fold;

import org.jspecify.annotations.NullMarked;
