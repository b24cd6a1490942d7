package dev.dreq.hal.ke;

import dev.dreq.hal.mm.Mdl;
import dev.dreq.plugin.Experimental;

/** Sees what drivers ask of {@link Ke} that the DMA contract has rules for. */
@Experimental("shaped by the verifier's rules, its only user")
public interface KernelWatch {

    /** Sees nothing. */
    KernelWatch NONE =
            new KernelWatch() {
                @Override
                public void flushes(Mdl mdl, boolean readOperation, boolean dmaOperation) {}

                @Override
                public void waitsAbove(int irql, String routine) {}

                @Override
                public void counts(long nanos) {}
            };

    /** KeFlushIoBuffers. */
    void flushes(Mdl mdl, boolean readOperation, boolean dmaOperation);

    /** Somebody would wait at an IRQL above APC_LEVEL, where nobody can. */
    void waitsAbove(int irql, String routine);

    /** KeQueryPerformanceCounter will return this. */
    void counts(long nanos);
}
