package org.pushmirror.examples.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the demo is asked for.
 *
 * @param mirrors how many downstreams
 * @param archive the tree to serve a copy of; null for the sample archive
 * @param keep where everything is left; null for a temporary folder that is removed
 * @param json where the report of the last push goes, {@code -} for standard output; null for nowhere
 * @param html where the picture of the last push goes; null for nowhere
 * @param ftpsync the program that the last mirror runs; null for ours
 */
record DemoSettings(
        int mirrors,
        @Nullable Path archive,
        @Nullable Path keep,
        @Nullable Path json,
        @Nullable Path html,
        @Nullable Path ftpsync) {}
