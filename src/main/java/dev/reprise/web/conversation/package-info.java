/** A conversation: windows of messages, their cards, the outline, pictures. */
@NullMarked
package dev.reprise.web.conversation;

import org.jspecify.annotations.NullMarked;
