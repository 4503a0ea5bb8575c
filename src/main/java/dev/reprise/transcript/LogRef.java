package dev.reprise.transcript;

import dev.reprise.agent.CodingAgent;

/**
 * A log that a conversation is read from.
 *
 * @param id of its row; its entries have the ids {@code [id << 32, (id + 1) << 32)}
 * @param vaultPath where the vault keeps it
 * @param entries conversation entries in it
 */
record LogRef(long id, CodingAgent agent, String vaultPath, int entries) {}
