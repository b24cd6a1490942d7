package dev.dreq.hal;

import dev.dreq.hal.dma.Dma;
import dev.dreq.hal.io.Hardware;
import dev.dreq.hal.io.Io;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.MainThread;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.pci.Pci;
import dev.dreq.hal.verifier.Verifier;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.hal.verifier.VerifierStop;
import dev.dreq.hal.verifier.watch.Verification;
import dev.dreq.hal.video.VideoPort;
import dev.dreq.plugin.cpu.CpuBus;
import org.jspecify.annotations.Nullable;

/**
 * The kernel of one machine: what its drivers are linked against. All calls belong to the machine's
 * owner thread, and to the kernel's own threads, of which one runs at a time.
 */
public final class Kernel implements AutoCloseable {
    private final CpuBus bus;
    private final KernelOptions options;
    private final Ke ke;
    private final Mm mm;
    private final Hardware hardware;
    private final Dma dma;
    private final Io io;
    private final Pci pci;
    private final VideoPort videoPort;
    private final Verifier verifier;

    /** A kernel that has just started, at PASSIVE_LEVEL. */
    public Kernel(CpuBus bus, KernelOptions options) {
        this.bus = bus;
        this.options = options;
        this.ke = new Ke(bus);
        this.mm = new Mm(bus, ke, options);
        this.hardware = new Hardware(bus, ke, mm);
        this.dma = new Dma(ke, mm, bus, options);
        this.io = new Io(this);
        this.pci = new Pci(bus, ke, io, options);
        this.videoPort = new VideoPort(this);
        this.verifier =
                new Verifier(
                        options.verifier(),
                        violation ->
                                ke.trace()
                                        .violation(violation.rule().label(), violation.message()));
        if (options.verifier() != VerifierMode.OFF) {
            Verification.of(this);
        }
    }

    /** The machine. */
    public CpuBus bus() {
        return bus;
    }

    /** What was chosen about this kernel. */
    public KernelOptions options() {
        return options;
    }

    /** IRQL, locks, DPCs, waits, timers and threads. */
    public Ke ke() {
        return ke;
    }

    /** Memory and MDLs. */
    public Mm mm() {
        return mm;
    }

    /** DMA adapters. */
    public Dma dma() {
        return dma;
    }

    /** Drivers, devices and IRPs. */
    public Io io() {
        return io;
    }

    /** The PCI bus and what is on it. */
    public Pci pci() {
        return pci;
    }

    /** What video miniports are linked against. */
    public VideoPort videoPort() {
        return videoPort;
    }

    /** The rules that drivers have broken. */
    public Verifier verifier() {
        return verifier;
    }

    /** Ports and registers. */
    public Hardware hardware() {
        return hardware;
    }

    /**
     * Runs {@code body} on the calling thread as a thread of the kernel at PASSIVE_LEVEL, while the
     * others have their turns. A bug check or any exception in one of them ends it, as does a
     * {@link dev.dreq.hal.ke.KernelHang}; the kernel can be used behind it.
     */
    public <T extends @Nullable Object, E extends Exception> T run(
            String name, MainThread<T, E> body) throws E {
        try {
            return ke.run(name, body);
        } catch (VerifierStop stop) {
            VerifierStop explained = verifier.explained(stop);
            ke.trace().stopped(explained);
            throw explained;
        } catch (BugCheck stop) {
            ke.trace().stopped(stop);
            throw stop;
        } finally {
            ke.trace().enter(null);
        }
    }

    /** Ends the kernel's threads and lets go of the machine's interrupt lines. */
    @Override
    public void close() {
        ke.close();
    }
}
