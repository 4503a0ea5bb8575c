/** Where Claude Code keeps its files, and what each of them is. */
@NullMarked
package dev.reprise.agent.claude.layout;

import org.jspecify.annotations.NullMarked;
