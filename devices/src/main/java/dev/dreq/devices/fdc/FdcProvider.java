package dev.dreq.devices.fdc;

import dev.dreq.devices.Compat;
import dev.dreq.plugin.Device;
import dev.dreq.plugin.MediaDrive.Medium;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.SettingException;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Device type {@code fdc}: the floppy disk controller with its drives a and b. */
public final class FdcProvider implements IsaDeviceProvider {

    /** The claim of the ports from SRA to the FIFO. */
    static final String PORTS = "ports";

    /** The claim of the port of DIR and CCR; the one below it belongs to the fixed disk. */
    static final String DIR_PORT = "dir";

    /** The claim of the interrupt. */
    static final String IRQ = "irq";

    /** The claim of the DMA channel. */
    static final String DMA = "dma";

    private static final int DIR_OFFSET = 7;

    private final Setting<Compat> compat = Compat.setting();
    private final Setting<Integer> iobase =
            Setting.hex(
                    "iobase",
                    0,
                    0xfff8,
                    0x3f0,
                    "the first port; the controller decodes 0-5 and 7 from here");
    private final Setting<Integer> irq =
            Setting.number("irq", 0, 15, 6, "the interrupt request line");
    private final Setting<Integer> dma = Setting.number("dma", 0, 3, 2, "the 8-bit DMA channel");
    private final Setting<Boolean> delays =
            Setting.onOff(
                    "delays",
                    true,
                    "seeks and sectors take virtual time; compat=qemu never lets them");
    private final DriveSettings driveA = new DriveSettings("a");
    private final DriveSettings driveB = new DriveSettings("b");

    /** The settings of one drive. */
    private record DriveSettings(
            String drive,
            Setting<Optional<Path>> image,
            Setting<Boolean> readOnly,
            Setting<DriveType> type) {

        DriveSettings(String drive) {
            this(
                    drive,
                    Setting.file("drive-" + drive, "the image of the medium in drive " + drive),
                    Setting.onOff("readonly-" + drive, false, "that medium is write-protected"),
                    Setting.choice(
                            "type-" + drive,
                            DriveType.AUTO,
                            DriveType::spelling,
                            "what drive %s is; auto is as the image wants it%s"
                                    .formatted(
                                            drive, drive.equals("b") ? ", none without one" : "")));
        }
    }

    @Override
    public String type() {
        return "fdc";
    }

    @Override
    public String summary() {
        return "82078 floppy disk controller with two drives, an ISA DMA slave";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                compat,
                iobase,
                irq,
                dma,
                delays,
                driveA.image(),
                driveA.readOnly(),
                driveA.type(),
                driveB.image(),
                driveB.readOnly(),
                driveB.type());
    }

    @Override
    public List<IsaClaim> claims(Settings settings) {
        int base = settings.get(iobase);
        return List.of(
                IsaClaim.ports(PORTS, 6, base),
                IsaClaim.ports(DIR_PORT, 1, base + DIR_OFFSET),
                IsaClaim.irq(IRQ, settings.get(irq)),
                IsaClaim.dma(DMA, settings.get(dma)));
    }

    @Override
    public Device create(Settings settings, IsaSlot slot) {
        DriveType typeA = settings.get(driveA.type());
        DriveType typeB = settings.get(driveB.type());
        boolean noB = typeB == DriveType.AUTO && settings.get(driveB.image()).isEmpty();
        List<Drive> drives = drives(typeA, noB ? DriveType.NONE : typeB);
        return making(
                drives,
                () -> {
                    load(settings, driveA, drives.get(0));
                    load(settings, driveB, drives.get(1));
                    return card(settings, slot, drives);
                });
    }

    @Override
    public Device restore(Settings settings, IsaSlot slot, StateReader state) {
        List<Drive> drives = drives(DriveType.NONE, DriveType.NONE);
        return making(
                drives,
                () -> {
                    Fdc card = card(settings, slot, drives);
                    card.restore(state);
                    return card;
                });
    }

    /** Makes a card; if it cannot be made, its images are closed again. */
    private static Fdc making(List<Drive> drives, Supplier<Fdc> maker) {
        boolean made = false;
        try {
            Fdc card = maker.get();
            made = true;
            return card;
        } finally {
            if (!made) {
                drives.forEach(Drive::close);
            }
        }
    }

    private Fdc card(Settings settings, IsaSlot slot, List<Drive> drives) {
        return switch (settings.get(compat)) {
            case CHIP -> new Fdc(new ChipRules(), settings.get(delays), drives, slot);
            case QEMU -> new Fdc(new QemuRules(), false, drives, slot);
        };
    }

    /** The controller selects four drives; the card has connectors for two. */
    private static List<Drive> drives(DriveType a, DriveType b) {
        return List.of(
                new Drive("a", a),
                new Drive("b", b),
                new Drive("c", DriveType.NONE),
                new Drive("d", DriveType.NONE));
    }

    private static void load(Settings settings, DriveSettings names, Drive drive) {
        Optional<Path> image = settings.get(names.image());
        if (image.isPresent()) {
            if (!drive.present()) {
                throw new SettingException(
                        "%s=%s is not possible: %s=none says that there is no drive"
                                .formatted(names.image().name(), image.get(), names.type().name()));
            }
            try {
                drive.insert(new Medium(image.get(), settings.get(names.readOnly())));
            } catch (IOException e) {
                throw new SettingException(
                        "%s=%s is not possible: %s"
                                .formatted(names.image().name(), image.get(), e.getMessage()));
            }
        }
        drive.settleType();
    }
}
