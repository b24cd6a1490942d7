package dev.dreq.hal.ke;

import org.jspecify.annotations.Nullable;

/** KSERVICE_ROUTINE, an ISR. Called at its interrupt's synchronize IRQL, with its lock held. */
@FunctionalInterface
public interface ServiceRoutine {

    /** Returns false if the device did not interrupt; else quiets it and returns true. */
    boolean service(Kinterrupt interrupt, @Nullable Object serviceContext);
}
