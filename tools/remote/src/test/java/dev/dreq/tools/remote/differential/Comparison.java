package dev.dreq.tools.remote.differential;

import dev.dreq.tools.remote.differential.Differences.Then;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Has two machines do sequences, and compares their answers. */
final class Comparison {
    private static final int MOST_TRIES = 2_000;

    private final Peer qemu;
    private final Peer ours;
    private final Differences differences;
    private long answers;
    private long compared;

    /** An answer of ours that is not QEMU's. */
    record Mismatch(int at, Operation operation, Answer qemu, Answer ours) {

        /** Whether another one is the same, be it elsewhere. */
        boolean isAs(Mismatch other) {
            return operation.equals(other.operation)
                    && qemu.equals(other.qemu)
                    && ours.equals(other.ours);
        }
    }

    Comparison(Peer qemu, Peer ours, Differences differences) {
        this.qemu = qemu;
        this.ours = ours;
        this.differences = differences;
    }

    /** Answers that read something, of all sequences until now. */
    long answers() {
        return answers;
    }

    /** Those of them that were alike. */
    long compared() {
        return compared;
    }

    /** Has a sequence done, and gives the first mismatch that is on no row of the table. */
    Optional<Mismatch> compare(Sequence sequence) {
        List<Operation> all = sequence.all();
        answers += all.stream().filter(Operation::asks).count();
        return mismatch(sequence, true);
    }

    private Optional<Mismatch> mismatch(Sequence sequence, boolean counts) {
        List<Operation> all = sequence.all();
        List<Answer> theirs = run(qemu, sequence);
        List<Answer> own = run(ours, sequence);
        for (int at = 0; at < all.size(); at++) {
            Operation operation = all.get(at);
            if (theirs.get(at).equals(own.get(at))) {
                compared += counts && operation.asks() ? 1 : 0;
                continue;
            }
            Optional<Then> row = differences.covering(operation, theirs.get(at), own.get(at));
            if (row.isEmpty()) {
                return Optional.of(new Mismatch(at, operation, theirs.get(at), own.get(at)));
            }
            if (row.get() == Then.STOP) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static List<Answer> run(Peer peer, Sequence sequence) {
        peer.reset(sequence.medium());
        return peer.run(sequence.all());
    }

    /**
     * A sequence with the same mismatch, from which no operation can be left out without losing it.
     */
    Sequence shrunk(Sequence sequence, Mismatch mismatch) {
        int end = Math.max(0, mismatch.at() + 1 - sequence.beginning().size());
        List<Operation> rest = new ArrayList<>(sequence.operations().subList(0, end));
        int tries = 0;
        for (int chunk = Math.max(1, rest.size() / 2); chunk > 0; chunk /= 2) {
            for (int at = 0; at < rest.size() && tries < MOST_TRIES; tries++) {
                List<Operation> fewer = new ArrayList<>(rest);
                fewer.subList(at, Math.min(at + chunk, rest.size())).clear();
                if (mismatch(sequence.with(fewer), false).filter(mismatch::isAs).isPresent()) {
                    rest = fewer;
                } else {
                    at += chunk;
                }
            }
        }
        return sequence.with(rest);
    }

    /** What a person needs to see of a sequence that has a mismatch. */
    String transcript(Sequence sequence) {
        List<Operation> all = sequence.all();
        List<Answer> theirs = run(qemu, sequence);
        List<Answer> own = run(ours, sequence);
        StringBuilder text = new StringBuilder();
        int begin = sequence.beginning().size();
        text.append("medium ").append(sequence.medium()).append(", then\n");
        for (int at = begin; at < all.size(); at++) {
            boolean alike = theirs.get(at).equals(own.get(at));
            text.append(
                    "%s %-28s %s%s   [%s]%n"
                            .formatted(
                                    alike ? " " : ">",
                                    all.get(at),
                                    theirs.get(at),
                                    alike ? "" : "   ours: " + own.get(at),
                                    all.get(at).place()));
        }
        return text.toString();
    }
}
