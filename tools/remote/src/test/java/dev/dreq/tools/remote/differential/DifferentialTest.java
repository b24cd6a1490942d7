package dev.dreq.tools.remote.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.dreq.tools.remote.client.InstalledQemu;
import java.nio.file.Path;
import java.util.List;
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
            for (int number = 0; number < SEQUENCES; number++) {
                compare(family, comparison, number);
            }
            double share = (double) comparison.compared() / comparison.answers();
            reporter.publishEntry(
                    family.name(),
                    "%d sequences, %.1f %% of %d answers alike"
                            .formatted(SEQUENCES, 100 * share, comparison.answers()));
            assertTrue(share >= LEAST_SHARE, () -> "only %.3f are compared".formatted(share));
        }
        assertEquals(List.of(), differences.stale(), "rows that nothing falls under; delete them");
    }

    private static void compare(Family family, Comparison comparison, int number) {
        SplittableRandom random = new SplittableRandom(SEED + ((long) number << 32));
        Sequence sequence = family.author().sequence(random, OPERATIONS);
        comparison
                .compare(sequence)
                .ifPresent(
                        mismatch ->
                                fail(
                                        "%s, sequence %d of seed %d: %s%n%s"
                                                .formatted(
                                                        family.name(),
                                                        number,
                                                        SEED,
                                                        mismatch,
                                                        comparison.transcript(
                                                                comparison.shrunk(
                                                                        sequence, mismatch)))));
    }
}
