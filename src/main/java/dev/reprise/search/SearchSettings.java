package dev.reprise.search;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code reprise.search.*}.
 *
 * @param index whether there is an index; without one nothing is found by text
 */
@ConfigurationProperties("reprise.search")
record SearchSettings(@DefaultValue("true") boolean index) {}
