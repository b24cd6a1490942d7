package dev.dreq.tools.cli.job;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.verifier.VerifierStop;

/**
 * Where the stages of a run do their work.
 *
 * @param machine which all of them share
 * @param options of the kernels that boot on it
 * @param progress sees how far a job is
 * @param notes gets what the kernels have to say
 */
public record Site(Target machine, KernelOptions options, Progress progress, KernelNotes notes) {

    /** What a kernel is booted for. */
    public interface Program {

        /** Runs at PASSIVE_LEVEL, in a thread of the kernel. */
        void run(Kernel kernel) throws JobFailure;
    }

    /** Boots a kernel for a program; a bug check and a hang come out as they are. */
    public void boot(Program program) throws JobFailure {
        try (Kernel kernel = new Kernel(machine.cpu(), options)) {
            try {
                kernel.<Program, JobFailure>run(
                        "dreq run",
                        () -> {
                            program.run(kernel);
                            return program;
                        });
            } finally {
                notes.take(kernel);
            }
        } catch (VerifierStop stop) {
            notes.take(stop);
            throw stop;
        }
    }
}
