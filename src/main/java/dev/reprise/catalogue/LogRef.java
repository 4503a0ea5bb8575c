package dev.reprise.catalogue;

import dev.reprise.agent.CodingAgent;

/**
 * A log that a conversation is read from.
 *
 * @param id of its row
 * @param vaultPath where the vault keeps it
 * @param entries conversation entries in it
 * @param seqs entries of all kinds: the next one gets this sequence number
 * @param generation grows whenever the entries are read anew, so that what was kept of them is of no more use
 */
public record LogRef(long id, CodingAgent agent, String vaultPath, int entries, int seqs, int generation) {}
