package dev.dreq.tools.remote.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.dreq.tools.remote.client.InstalledQemu;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our devices with {@code compat=qemu} answer random sequences as the installed QEMU does, but for
 * the rows of {@code differences.table}. {@code -Ddreq.differential.sequences} and {@code
 * -Ddreq.differential.seed} choose how many sequences of a family there are, and which.
 */
@ExtendWith(InstalledQemu.class)
class DifferentialTest {
    private static final int SEQUENCES = Integer.getInteger("dreq.differential.sequences", 200);
    private static final long SEED = Long.getLong("dreq.differential.seed", 1);
    private static final String FAMILIES = System.getProperty("dreq.differential.families", ".*");
    private static final int OPERATIONS = 100;
    private static final double LEAST_SHARE = 0.9;
    private static final int REPEATS = 2;
    private static final double MOST_UNSTEADY = 0.005;

    @TempDir Path folder;

    static Stream<Family> families() {
        return Stream.of(
                        DmaFamily.family(),
                        FdcFamily.family(),
                        PciFamily.family(),
                        DisplayFamily.family())
                .filter(family -> family.name().matches(FAMILIES));
    }

    @ParameterizedTest
    @MethodSource("families")
    void ourMachineAnswersAsQemuDoes(Family family, TestReporter reporter) {
        Differences differences = Differences.of(family.name());
        try (Peer qemu = new QemuPeer(family.qemuArguments(), folder);
                Peer ours = new DreqPeer(family.devices(), folder)) {
            Comparison comparison = new Comparison(qemu, ours, differences);
            int unsteady = 0;
            for (int number = 0; number < SEQUENCES; number++) {
                unsteady += compare(family, comparison, number) ? 0 : 1;
            }
            double share = (double) comparison.compared() / comparison.answers();
            reporter.publishEntry(
                    family.name(),
                    "%d sequences, %.1f %% of %d answers alike, QEMU unsteady in %d"
                            .formatted(SEQUENCES, 100 * share, comparison.answers(), unsteady));
            assertTrue(
                    unsteady <= 1 + SEQUENCES * MOST_UNSTEADY,
                    "too many mismatches that do not repeat themselves: " + unsteady);
            assertTrue(share >= LEAST_SHARE, () -> "only %.3f are compared".formatted(share));
        }
        assertEquals(List.of(), differences.stale(), "rows that nothing falls under; delete them");
    }

    /**
     * Compares one sequence; returns whether QEMU was steady. It moves data from its main loop, in
     * its own time, so that once in a while an interrupt comes an access earlier or later: what
     * does not repeat itself is no difference.
     */
    private static boolean compare(Family family, Comparison comparison, int number) {
        SplittableRandom random = new SplittableRandom(SEED + ((long) number << 32));
        Sequence sequence = family.author().sequence(random, OPERATIONS);
        Optional<Comparison.Mismatch> mismatch = comparison.compare(sequence);
        if (mismatch.isEmpty()) {
            return true;
        }
        for (int i = 0; i < REPEATS; i++) {
            if (comparison.compare(sequence).isEmpty()) {
                return false;
            }
        }
        return fail(
                "%s, sequence %d of seed %d: %s%n%s"
                        .formatted(
                                family.name(),
                                number,
                                SEED,
                                mismatch.get(),
                                comparison.transcript(
                                        comparison.shrunk(sequence, mismatch.get()))));
    }
}
