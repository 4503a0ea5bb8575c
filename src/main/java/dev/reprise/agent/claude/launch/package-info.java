/** How Claude Code resumes, and what it refuses. */
@NullMarked
package dev.reprise.agent.claude.launch;

import org.jspecify.annotations.NullMarked;
