package dev.dreq.tools.remote.pc;

import dev.dreq.machine.Machine;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.RamRange;
import dev.dreq.tools.remote.qom.QemuError;
import dev.dreq.tools.remote.qom.QomObject;
import dev.dreq.tools.remote.qom.QomTree;
import dev.dreq.tools.remote.qom.QomTypes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The machine behind a QEMU client's connections: its objects, its run state, and the one lock
 * under which everything touches it.
 */
public final class Pc implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<PcListener> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final PcOptions options;
    private final PcParts parts;
    private final QomTypes types;
    private final HotPlug hotPlug;
    private RunState state;

    private Pc(PcOptions options) {
        this.options = options;
        this.parts = new PcAssembly(options).build();
        this.types = PcTypes.of(parts.models());
        this.hotPlug = new HotPlug(parts);
        this.state = options.isPaused() ? RunState.PRELAUNCH : RunState.RUNNING;
    }

    /**
     * Makes a machine.
     *
     * @throws QemuError if it cannot be; nothing of it is left behind
     */
    public static Pc of(PcOptions options) {
        return new Pc(options);
    }

    /** Does something with the machine while nobody else does. */
    public <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            settle();
            lock.unlock();
        }
    }

    /** What the action has led to, once nobody is inside the machine any more. */
    private void settle() {
        if (lock.getHoldCount() == 1) {
            hotPlug.completeEjected().forEach(this::tellGone);
        }
    }

    private void tellGone(HotPlug.Gone gone) {
        tell(listener -> listener.deviceDeleted(gone.id(), gone.path()));
    }

    /** As {@link #locked(Supplier)}. */
    public void locked(Runnable action) {
        locked(
                () -> {
                    action.run();
                    return true;
                });
    }

    /** The machine. Under the lock only, as all that follows. */
    public Machine machine() {
        assertLocked();
        return parts.machine();
    }

    /** The machine as its processor sees it, at no cost of virtual time. */
    public CpuBus bus() {
        assertLocked();
        return parts.machine().bus();
    }

    /** The objects by path. */
    public QomTree objects() {
        assertLocked();
        return parts.objects().tree();
    }

    /** The input pins of the interrupt controller, {@code ioapic} among the objects. */
    public InterruptPins pins() {
        assertLocked();
        return parts.pins();
    }

    /** Whether the processor would run. */
    public RunState state() {
        assertLocked();
        return state;
    }

    /** The machine's name, as {@code -name} gave it. */
    public Optional<String> name() {
        return options.name();
    }

    /** The machine's identity, as {@code -uuid} gave it; zeros if it did not. */
    public UUID uuid() {
        return options.uuid().orElse(new UUID(0, 0));
    }

    /** Bytes of memory. */
    public long memory() {
        return options.memory();
    }

    /** Where firmware lies, if there is any. */
    Optional<RamRange> firmware() {
        return parts.firmware();
    }

    /** The object of the processor. */
    public QomObject processor() {
        assertLocked();
        return parts.objects().processor();
    }

    /** The types of objects. */
    public QomTypes types() {
        return types;
    }

    /** The models of devices that can be asked for. */
    public Collection<DeviceModel> models() {
        return parts.models().all();
    }

    /** What can be given when an object of a type is made. */
    public List<ModelProperty> propertiesOf(String type) {
        return models().stream()
                .filter(model -> model.name().equals(type))
                .flatMap(model -> model.properties().stream())
                .toList();
    }

    /** Runs on. */
    public void resume() {
        assertLocked();
        if (state != RunState.RUNNING) {
            state = RunState.RUNNING;
            tell(PcListener::resumed);
        }
    }

    /** Stops. */
    public void stop() {
        assertLocked();
        if (state == RunState.RUNNING) {
            state = RunState.PAUSED;
            tell(PcListener::stopped);
        }
    }

    /** Resets the hardware. */
    public void reset() {
        assertLocked();
        parts.machine().reset();
        for (int pin = 0; pin < InterruptPins.COUNT; pin++) {
            parts.pins().drive(pin, bus().interruptLevel(pin) ? 1 : 0);
        }
        if (state != RunState.RUNNING) {
            state = RunState.PRELAUNCH;
        }
        tell(PcListener::reset);
        hotPlug.completeAll().forEach(this::tellGone);
    }

    /**
     * Puts a device in while the machine is there.
     *
     * @throws QemuError if it cannot be; then nothing has changed
     */
    public void plug(DeviceOption device) {
        assertLocked();
        hotPlug.add(device);
    }

    /**
     * Asks a device to go. It goes when firmware lets its slot go, or the machine is reset.
     *
     * @param name its id, or its path
     * @throws QemuError if there is none of this name, or it cannot go
     */
    public void unplug(String name) {
        assertLocked();
        hotPlug.askToLeave(name);
    }

    /** The object of an id, or at an absolute path. */
    public Optional<QomObject> find(String name) {
        assertLocked();
        return parts.objects().find(name);
    }

    /** Presses the power button, which nobody on the machine sees. */
    public void powerDown() {
        assertLocked();
        tell(PcListener::poweredDown);
    }

    /** Ends the machine: who {@link #awaitEnd awaits} it goes on. */
    public void quit() {
        assertLocked();
        if (!hasEnded()) {
            tell(PcListener::shutdown);
            end.countDown();
        }
    }

    /** Whether the machine was told to end. */
    public boolean hasEnded() {
        return end.getCount() == 0;
    }

    /** Waits until the machine was told to end. Not under the lock. */
    public void awaitEnd() throws InterruptedException {
        end.await();
    }

    /** Adds one who is told what happens. */
    public void listen(PcListener listener) {
        listeners.add(listener);
    }

    /** Tells a listener no more. */
    public void forget(PcListener listener) {
        listeners.remove(listener);
    }

    private void tell(Consumer<PcListener> event) {
        listeners.forEach(event);
    }

    private void assertLocked() {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("the machine is touched without its lock");
        }
    }

    /** Closes the machine; nobody may touch it any more. */
    @Override
    public void close() {
        locked(() -> parts.machine().close());
    }
}
