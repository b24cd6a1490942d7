package dev.dreq.machine;

import dev.dreq.machine.memory.BankFormat;
import dev.dreq.machine.memory.DeviceBanks;
import dev.dreq.machine.memory.MemoryBank;
import dev.dreq.machine.state.SectionReader;
import dev.dreq.machine.state.SectionWriter;
import dev.dreq.machine.state.StateFormat;
import dev.dreq.machine.state.StateSection;
import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateWriter;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A saved machine: the letters DREQ, the version of the format, a section with everything but
 * memory, the RAM, the memory of devices, and a CRC-32 of all that. Nothing runs while a machine is
 * restored: devices are constructed in the state they had, then wires, timers and signals are put
 * back as they were.
 */
final class Snapshot {

    private static final int MAGIC = 0x44524551;
    private static final int VERSION = 3;

    private Snapshot() {}

    static void save(Machine machine, OutputStream out) throws IOException {
        CheckedOutputStream checked =
                new CheckedOutputStream(new BufferedOutputStream(out), new CRC32());
        DataOutputStream data = new DataOutputStream(checked);
        data.writeInt(MAGIC);
        data.writeInt(VERSION);
        StateSection all = new StateSection();
        machine.parts()
                .sequencer
                .standStill(() -> writeAll(machine, new SectionWriter("machine", all)));
        StateFormat.write(all, data);
        BankFormat.write(machine.parts().ram, data);
        machine.parts().banks.write(data);
        data.writeLong(checked.getChecksum().getValue());
        data.flush();
    }

    private static void writeAll(Machine machine, StateWriter out) {
        SavedConfig.save(machine.config(), machine.devices(), out.section("config"));
        StateWriter devices = out.section("devices");
        for (DeviceNode node : machine.devices()) {
            SavedDevice.save(node, devices.section(node.name()));
        }
        SavedWires.save(machine, out.section("wires"));
        machine.parts().pci.ifPresent(pci -> pci.save(out.section("pci")));
    }

    static Machine restore(InputStream in, PluginCatalog catalog, Trace trace) throws IOException {
        CheckedInputStream checked =
                new CheckedInputStream(new BufferedInputStream(in), new CRC32());
        DataInputStream data = new DataInputStream(checked);
        try {
            checkHeader(data);
            SectionReader saved = new SectionReader("machine", StateFormat.read(data));
            MachineConfig config = SavedConfig.restore(saved.section("config"));
            MemoryBank ram = MemoryBank.of(config.memory());
            DeviceBanks banks = new DeviceBanks();
            readMemory(ram, banks, data, checked);
            return assemble(new Machine(config, catalog, ram, banks, trace), saved);
        } catch (EOFException end) {
            throw new StateException("the saved machine ends too early");
        }
    }

    /** Reads memory and compares the checksum; memory that cannot be used is given back at once. */
    private static void readMemory(
            MemoryBank ram, DeviceBanks banks, DataInputStream data, CheckedInputStream checked)
            throws IOException {
        boolean good = false;
        try {
            BankFormat.read(ram, data);
            banks.read(data);
            long expected = checked.getChecksum().getValue();
            long found = data.readLong();
            if (found != expected) {
                throw new StateException(
                        "the saved machine is damaged: its checksum is %x and not %x"
                                .formatted(expected, found));
            }
            good = true;
        } finally {
            if (!good) {
                ram.discard();
                banks.discard();
            }
        }
    }

    private static void checkHeader(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new StateException("this is no saved machine: it does not begin with DREQ");
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new StateException(
                    "the saved machine has format %d; this program reads format %d"
                            .formatted(version, VERSION));
        }
    }

    private static Machine assemble(Machine machine, SectionReader saved) {
        machine.parts().sequencer.restore(SavedWires.now(saved.section("wires")), false);
        new Assembly(machine).restore(saved);
        return machine;
    }
}
