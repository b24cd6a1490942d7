package dev.dreq.tools.remote.differential;

import java.util.List;

/** A machine that takes operations. */
interface Peer extends AutoCloseable {

    /** Puts a medium in and resets it; what survives a reset is for the sequence to set. */
    void reset(Medium medium);

    /** Does operations in order, and gives an answer for each. */
    List<Answer> run(List<Operation> operations);

    @Override
    void close();
}
