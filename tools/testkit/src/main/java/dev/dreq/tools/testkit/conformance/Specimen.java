package dev.dreq.tools.testkit.conformance;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.io.Register;
import dev.dreq.tools.testkit.bus.EndlessWork;
import dev.dreq.tools.testkit.bus.FakeDmaBurst;
import dev.dreq.tools.testkit.bus.FakeDmaChannel;
import dev.dreq.tools.testkit.bus.FakeIsaSlot;
import dev.dreq.tools.testkit.bus.FakeMemory;
import dev.dreq.tools.testkit.bus.FakePciSlot;
import dev.dreq.tools.testkit.bus.FakeSlot;
import dev.dreq.tools.testkit.bus.FakeState;
import dev.dreq.tools.testkit.bus.FakeWindow;
import dev.dreq.tools.testkit.bus.SlotMisuse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A device in a slot. What it throws is a broken rule; what it does can be seen. */
final class Specimen {

    private static final int KEPT_STEPS = 8;

    private final FakeSlot slot;
    private final Device device;
    private final List<Step> latest = new ArrayList<>();
    private int accessesSeen;

    Specimen(FakeSlot slot, Device device) {
        this.slot = slot;
        this.device = device;
        accessesSeen = slot.memory().accesses().size();
    }

    Device device() {
        return device;
    }

    FakeSlot slot() {
        return slot;
    }

    FakeMemory memory() {
        return slot.memory();
    }

    List<FakeWindow> windows() {
        return List.copyOf(slot.windows());
    }

    private List<FakeDmaChannel> dmaChannels() {
        return slot instanceof FakeIsaSlot isa ? List.copyOf(isa.channels().values()) : List.of();
    }

    int channels() {
        return dmaChannels().size();
    }

    boolean isController() {
        return slot instanceof FakeIsaSlot isa && isa.hasController();
    }

    /** Lets a step happen; tells all that can be seen of it from outside. */
    String perform(Step step) {
        note(step);
        return guarded(ruleOf(step), () -> visible(happen(step)));
    }

    private void note(Step step) {
        latest.add(step);
        if (latest.size() > KEPT_STEPS) {
            latest.remove(0);
        }
    }

    /** Reads a register of a window, by the window's number. */
    long read(int window, Register register) {
        note(new Step.Read(window, register.offset(), register.width()));
        return guarded(
                Rule.GUEST_NEVER_THROWS,
                () -> windows().get(window).read(register.offset(), register.width()));
    }

    /** An access that names no register is one of odd size or place. */
    private Rule ruleOf(Step step) {
        boolean odd = step instanceof Step.Access access && !namesRegister(access);
        return odd ? Rule.ACCESS_SIZES : Rule.GUEST_NEVER_THROWS;
    }

    private boolean namesRegister(Step.Access access) {
        return windows().get(access.window()).registers().stream()
                .anyMatch(r -> r.offset() == access.offset() && r.width() == access.size());
    }

    private String happen(Step step) {
        if (step instanceof Step.Read read) {
            return Long.toHexString(windows().get(read.window()).read(read.offset(), read.size()));
        }
        if (step instanceof Step.Write write) {
            windows().get(write.window()).write(write.offset(), write.size(), write.value());
        } else if (step instanceof Step.Pass pass) {
            slot.pass(pass.nanos());
        } else if (step instanceof Step.Dack dack) {
            return acknowledge(dack);
        } else if (step instanceof Step.Dreq dreq) {
            ((FakeIsaSlot) slot).backplane().request(dreq.channel(), dreq.level());
        } else if (step instanceof Step.Memory answer) {
            memory().failAll(answer.status());
        }
        return "";
    }

    private String acknowledge(Step.Dack dack) {
        FakeDmaChannel channel = dmaChannels().get(dack.channel());
        byte[] bytes = new byte[dack.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (7 * i + dack.length());
        }
        FakeDmaBurst burst =
                switch (dack.direction()) {
                    case TO_MEMORY -> FakeDmaBurst.toMemory(bytes.length);
                    case FROM_MEMORY -> FakeDmaBurst.fromMemory(bytes);
                    case VERIFY -> FakeDmaBurst.verify(bytes.length);
                };
        if (dack.terminalCount()) {
            burst.withTerminalCount();
        }
        int moved = channel.acknowledge(burst);
        if (moved != burst.moved()) {
            throw new BrokenRule(
                    Rule.BURST_COUNTS,
                    "of %s the device says that it moved %d, and it moved %d"
                            .formatted(burst, moved, burst.moved()));
        }
        return moved + " " + Arrays.hashCode(burst.given());
    }

    /** Forgets what the device did to memory; tells how often it tried. */
    int forgetAccesses() {
        int tries = memory().accesses().size();
        memory().forgetAccesses();
        accessesSeen = 0;
        return tries;
    }

    private String visible(String answer) {
        StringBuilder all = new StringBuilder(answer);
        new TreeMap<>(slot.lines())
                .forEach((name, line) -> all.append(line.isHigh() ? ", " + name + " is up" : ""));
        for (FakeDmaChannel channel : dmaChannels()) {
            all.append(channel.requested() ? ", DREQ is up" : "");
        }
        List<FakeMemory.Access> accesses = memory().accesses();
        for (FakeMemory.Access access : accesses.subList(accessesSeen, accesses.size())) {
            all.append(", ").append(access);
        }
        accessesSeen = accesses.size();
        return all.toString();
    }

    /** Makes so many steps by dice. */
    void storm(Guest guest, int steps) {
        for (int i = 0; i < steps; i++) {
            perform(guest.next());
        }
    }

    /** What every register reads, one after the other, as a line each. */
    List<String> registerValues() {
        List<String> values = new ArrayList<>();
        List<FakeWindow> all = windows();
        for (int number = 0; number < all.size(); number++) {
            for (Register register : all.get(number).registers()) {
                String value = perform(new Step.Read(number, register.offset(), register.width()));
                values.add("register %s reads %s".formatted(register.name(), value));
            }
        }
        return values;
    }

    /** The machine is reset: wires and timers are dropped, then the device is told. */
    void reset() {
        memory().failAll(BusStatus.OK);
        slot.drop();
        run(
                Rule.RESET_RESTORES,
                () -> {
                    device.reset();
                    slot.settle();
                });
    }

    FakeState save() {
        FakeState state = new FakeState();
        run(Rule.SAVE_CHANGES_NOTHING, () -> device.save(state));
        return state;
    }

    /** Whether memory, and what is behind base address registers, is the same. */
    boolean holdsTheSameAs(Specimen other) {
        if (slot instanceof FakePciSlot mine && other.slot instanceof FakePciSlot theirs) {
            for (int bar = 0; bar < 6; bar++) {
                if (mine.hasBank(bar) && !mine.bank(bar).equals(theirs.bank(bar))) {
                    return false;
                }
            }
        }
        return memory().mismatch(other.memory()) < 0;
    }

    /** As {@link #guarded}. */
    void run(Rule otherwise, Runnable doing) {
        guarded(
                otherwise,
                () -> {
                    doing.run();
                    return true;
                });
    }

    /** What is thrown breaks a rule: the one it says, or {@code otherwise}. */
    <T> T guarded(Rule otherwise, Supplier<T> doing) {
        try {
            return doing.get();
        } catch (BrokenRule broken) {
            throw broken.at(where());
        } catch (EndlessWork endless) {
            throw new BrokenRule(Rule.WORK_ENDS, endless.getMessage() + where(), endless);
        } catch (SlotMisuse misuse) {
            throw BrokenRule.of(misuse, where());
        } catch (RuntimeException | Error thrown) {
            throw new BrokenRule(
                    otherwise, "%s threw %s%s".formatted(slot.name(), thrown, where()), thrown);
        }
    }

    private String where() {
        if (latest.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n  The latest steps:");
        latest.forEach(step -> text.append("\n    ").append(describe(step)));
        return text.toString();
    }

    /** With the name of the register that an access begins in. */
    private String describe(Step step) {
        if (!(step instanceof Step.Access access)) {
            return step.toString();
        }
        return windows().get(access.window()).registers().stream()
                .filter(r -> r.offset() <= access.offset())
                .filter(r -> access.offset() < r.offset() + r.width())
                .findFirst()
                .map(r -> "%s (%s)".formatted(step, r.name()))
                .orElse(step.toString());
    }
}
