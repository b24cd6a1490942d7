package dev.dreq.hal.dma;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.verifier.Rule;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is checked of each call through a table: its length, the IRQL and the adapter. */
abstract class HalTable {
    final Ke ke;

    /** 1, 2 or 3. */
    private final int version;

    HalTable(Ke ke, int version) {
        this.ke = ke;
        this.version = version;
    }

    /** Bytes: through PutScatterGatherList, BuildMdlFromScatterGatherList, CancelMappedTransfer. */
    public int size() {
        return switch (version) {
            case 1 -> 13 * 8;
            case 2 -> 16 * 8;
            default -> 29 * 8;
        };
    }

    /** A driver that calls behind the end of its table ends up anywhere. */
    final void requireEntry(int since, String routine) {
        if (version < since) {
            throw new BugCheck(
                    BugCheckCode.KMODE_EXCEPTION_NOT_HANDLED,
                    NtStatus.STATUS_ACCESS_VIOLATION.value(),
                    0,
                    0,
                    0,
                    ("%s is not in a table of 0x%x bytes; describe the device in version %d,"
                                    + " and look at Size")
                            .formatted(routine, size(), since));
        }
    }

    final void exactly(int required, String routine) {
        int current = ke.getCurrentIrql();
        if (current != required) {
            throw wrongIrql(
                    1, required, current, routine + " at " + Irql.name(current) + "; call it at ");
        }
    }

    final void atMostDispatch(String routine) {
        int current = ke.getCurrentIrql();
        if (current > Irql.DISPATCH_LEVEL) {
            throw wrongIrql(
                    2,
                    Irql.DISPATCH_LEVEL,
                    current,
                    routine + " at " + Irql.name(current) + "; call it at or below ");
        }
    }

    private static RuntimeException wrongIrql(int rule, int required, int current, String words) {
        return Rule.WRONG_IRQL.stop(rule, required, current, words + Irql.name(required));
    }

    /** Where drivers' routines may be called: those who wait are served at DISPATCH_LEVEL. */
    final <T> T atDispatch(Supplier<T> body) {
        int old = ke.raiseIrql(Irql.DISPATCH_LEVEL);
        try {
            return body.get();
        } finally {
            ke.lowerIrql(old);
        }
    }

    final AdapterObject live(@Nullable DmaAdapter adapter, String routine) {
        if (adapter == null) {
            throw Rule.ADAPTER_NULL.stop(
                    0, 0, 0, routine + " without an adapter; pass what IoGetDmaAdapter returned");
        }
        if (adapter instanceof AdapterObject object
                && object.operations() == this
                && !object.isReleased()) {
            ke.trace().operation(object.channel().name(), routine, ke.getCurrentIrql());
            return object;
        }
        throw Rule.ADAPTER_RELEASED.stop(
                adapter.address(),
                0,
                0,
                routine
                        + " with an adapter that PutDmaAdapter released, or that is not of"
                        + " this kernel; put an adapter last of all");
    }
}
