package dev.dreq.machine;

import dev.dreq.machine.cache.CachedBus;
import dev.dreq.machine.cache.WriteBackCache;
import dev.dreq.machine.memory.DeviceBanks;
import dev.dreq.machine.memory.MemoryBank;
import dev.dreq.machine.pci.PciBus;
import dev.dreq.plugin.cpu.CpuBus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A machine: memory, buses, time, and devices that are all plugins.
 *
 * <p>A machine belongs to one thread, its owner, which calls every method here and on the buses.
 * Machines share nothing; there may be many.
 */
public final class Machine implements AutoCloseable {

    private static final MachineBus.Costs FREE = new MachineBus.Costs(0, 0);
    private static final MachineBus.Costs CPU = new MachineBus.Costs(1_000, 100);

    private final MachineConfig config;
    private final PluginCatalog catalog;
    private final MachineParts parts;
    private final List<DeviceNode> devices = new ArrayList<>();
    private final CpuBus bus;
    private final CpuBus cpu;
    private final Optional<WriteBackCache> cache;

    Machine(
            MachineConfig config,
            PluginCatalog catalog,
            MemoryBank ram,
            DeviceBanks banks,
            Trace trace) {
        this.config = config;
        this.catalog = catalog;
        this.parts = new MachineParts(config, ram, banks, trace);
        this.bus = parts.bus(FREE);
        CpuBus uncached = parts.bus(CPU);
        this.cache =
                config.coherent()
                        ? Optional.empty()
                        : Optional.of(new WriteBackCache(uncached, config.cacheable()));
        this.cpu = cache.<CpuBus>map(held -> new CachedBus(uncached, held)).orElse(uncached);
    }

    /**
     * Begins to describe a machine: 128 MiB of coherent RAM, a PCI bus, no ROM and no device, until
     * something else is said.
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Makes the machine that was saved, in the state that it had.
     *
     * @throws ConfigurationException if the catalog lacks a device type, or a device refuses
     * @throws dev.dreq.plugin.state.StateException if what the stream holds is no saved machine, or
     *     a damaged one
     * @throws IOException if the stream fails
     */
    public static Machine restore(InputStream in, PluginCatalog catalog) throws IOException {
        return Snapshot.restore(in, catalog, Trace.OFF);
    }

    /** As {@link #restore(InputStream, PluginCatalog)}, with somebody who sees what happens. */
    public static Machine restore(InputStream in, PluginCatalog catalog, Trace trace)
            throws IOException {
        return Snapshot.restore(in, catalog, trace);
    }

    /**
     * The machine as a processor sees it whose accesses cost no virtual time. It has no cache: also
     * on a machine that is not coherent memory is as bus masters see it.
     */
    public CpuBus bus() {
        return bus;
    }

    /**
     * The machine as a processor sees it: a port access takes 1 us, one to a device's memory 100
     * ns, RAM nothing. If the machine is not coherent, RAM is behind a cache that bus masters do
     * not see, and {@link dev.dreq.plugin.cpu.CacheControl} is there to bring both together.
     */
    public CpuBus cpu() {
        return cpu;
    }

    /**
     * Puts a PCI function into a slot while the machine runs: that of {@code addr}, else the first
     * that is free. It is as after power-on and decodes nothing; software finds it when it looks at
     * the bus again. A slot whose device was unplugged is free, and so is the name of that device,
     * which leaves {@link #devices} when one of the two is taken. Not from inside a device.
     *
     * @return the device, named as when a machine is built: the type and the first number that is
     *     free
     * @throws ConfigurationException if there is no such type or it is an ISA card, which cannot be
     *     plugged in while the power is on; if a setting is wrong, or no such slot is free; then
     *     nothing has changed. If the device cannot be made, then its slot is empty.
     */
    public DeviceNode plug(String type, Map<String, String> settings) {
        Assembly assembly = new Assembly(this);
        return parts.sequencer.turn(
                () -> assembly.plug(new MachineConfig.DeviceConfig(type, settings)));
    }

    /** The devices, in the order in which they were given. */
    public List<DeviceNode> devices() {
        return Collections.unmodifiableList(devices);
    }

    /** The device of a name, such as {@code fdc0}. */
    public Optional<DeviceNode> device(String name) {
        return devices.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /**
     * An ability of a device, such as {@link dev.dreq.plugin.MediaHolder}; empty also if there is
     * no such device.
     */
    public <T> Optional<T> ability(String device, Class<T> kind) {
        return device(device).flatMap(node -> node.ability(kind));
    }

    /** Virtual time in nanoseconds. */
    public long now() {
        return parts.sequencer.now();
    }

    /**
     * When the next thing happens by itself, in virtual time: {@link #now} when something waits to
     * go on, {@link Long#MAX_VALUE} when nothing is pending.
     */
    public long nextDeadline() {
        return parts.sequencer.nextDeadline();
    }

    /**
     * Lets time pass up to a point, running what is due on the way, each at its own time. Never
     * goes back.
     */
    public void advanceTo(long time) {
        parts.sequencer.advanceTo(time);
    }

    /** Lets {@code nanos} pass, at least 0, as {@link #advanceTo} does. */
    public void advance(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("time cannot go back by %d".formatted(-nanos));
        }
        advanceTo(nanos > Long.MAX_VALUE - now() ? Long.MAX_VALUE : now() + nanos);
    }

    /**
     * Resets the hardware: all wires fall, all timers are dropped, all devices and all PCI
     * configuration registers are as after power-on. Memory stays; a cache is written back and
     * empty.
     */
    public void reset() {
        parts.sequencer.turn(
                () -> {
                    cache.ifPresent(WriteBackCache::reset);
                    parts.dropWires();
                    parts.pci.ifPresent(PciBus::reset);
                    devices.forEach(node -> node.slot().timers().cancelAll());
                    devices.forEach(DeviceNode::reset);
                });
    }

    /**
     * Saves the machine: what it is made of, time, memory, wires, timers and the state of its
     * devices; media by reference. The stream is flushed and stays open. A device that fails to
     * save is faulted, and saved as such. A cache is written back first, so that memory is all
     * there is; the restored machine's is empty.
     */
    public void save(OutputStream out) throws IOException {
        cache.ifPresent(WriteBackCache::clean);
        Snapshot.save(this, out);
    }

    /** Closes the devices, the last one first, and gives the memory back. */
    @Override
    public void close() {
        for (int i = devices.size() - 1; i >= 0; i--) {
            devices.get(i).close();
        }
        parts.dropWires();
        parts.discardMemory();
    }

    MachineConfig config() {
        return config;
    }

    MachineParts parts() {
        return parts;
    }

    PluginCatalog catalog() {
        return catalog;
    }

    /** Adds a device; one that was unplugged and whose name or slot it has leaves. */
    void add(DeviceNode node) {
        List<DeviceNode> replaced =
                devices.stream()
                        .filter(DeviceNode::isUnplugged)
                        .filter(node::takesNameOrSlotOf)
                        .toList();
        replaced.forEach(this::remove);
        devices.add(node);
    }

    /** Takes a device away, as if it had never been. */
    void remove(DeviceNode node) {
        devices.remove(node);
        node.leave();
    }

    /** Describes a machine. */
    public static final class Builder {

        private long memory = 128L << 20;
        private boolean pci = true;
        private boolean coherent = true;
        private final List<MachineConfig.Rom> roms = new ArrayList<>();
        private final List<MachineConfig.DeviceConfig> devices = new ArrayList<>();
        private PluginCatalog catalog = PluginCatalog.of();
        private Trace trace = Trace.OFF;

        private Builder() {}

        /** Sets the size of RAM in bytes: 1 MiB to 1 TiB in steps of 4 KiB. */
        public Builder memory(long bytes) {
            memory = bytes;
            return this;
        }

        /**
         * Puts a copy of an image into ROM at a physical address, above RAM and earlier ROMs; there
         * may be 64.
         */
        public Builder rom(long address, byte[] image) {
            roms.add(new MachineConfig.Rom(address, image.clone()));
            return this;
        }

        /**
         * Says whether there is a PCI bus with its host bridge, ISA bridge and configuration ports.
         */
        public Builder pci(boolean bus) {
            pci = bus;
            return this;
        }

        /**
         * Says whether the processor and bus masters always see memory alike. If not, {@link
         * Machine#cpu} has a cache in which stores stay until they are cleaned, and loads see what
         * was there before.
         */
        public Builder coherent(boolean memoryIs) {
            coherent = memoryIs;
            return this;
        }

        /** Names where device types come from. */
        public Builder catalog(PluginCatalog deviceTypes) {
            catalog = deviceTypes;
            return this;
        }

        /**
         * Adds a device; those added earlier choose first among what they all claim. A PCI function
         * gets the first slot that is free, from 02 on; beside its own settings it takes {@code
         * addr}, the slot.
         */
        public Builder device(String type, Map<String, String> settings) {
            devices.add(new MachineConfig.DeviceConfig(type, new LinkedHashMap<>(settings)));
            return this;
        }

        /** Names who sees what happens, before anything does. */
        public Builder trace(Trace viewer) {
            trace = viewer;
            return this;
        }

        /**
         * Makes the machine.
         *
         * @throws ConfigurationException if it cannot be; nothing of it is left behind
         */
        public Machine build() {
            MachineConfig config = new MachineConfig(memory, roms, pci, coherent, devices);
            Machine machine =
                    new Machine(config, catalog, MemoryBank.of(memory), new DeviceBanks(), trace);
            new Assembly(machine).build();
            return machine;
        }
    }
}
