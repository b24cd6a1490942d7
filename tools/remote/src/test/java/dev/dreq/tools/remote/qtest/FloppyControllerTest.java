package dev.dreq.tools.remote.qtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.tools.remote.libqtest.LibQtest;
import dev.dreq.tools.remote.libqtest.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What QEMU's own tests ask of its floppy controller, asked of ours in the same way. */
@Timeout(60)
class FloppyControllerTest {

    private static final int IRQ = 6;
    private static final int PORTS = 0x3f0;
    private static final int DOR = 0x3f2;
    private static final int MSR = 0x3f4;
    private static final int FIFO = 0x3f5;
    private static final int DIR = 0x3f7;

    private static final int RQM = 0x80;
    private static final int DIO = 0x40;
    private static final int NON_DMA = 0x20;
    private static final int BUSY = 0x10;
    private static final int DISK_CHANGED = 0x80;

    private static final int SENSE_INTERRUPT = 0x08;
    private static final int READ_ID = 0x0a;
    private static final int SEEK = 0x0f;
    private static final int READ = 0xe6;
    private static final int SEEK_OUT = 0x8f;
    private static final int SEEK_IN = 0xcf;

    private static final int TURN = 20_000_000;

    @TempDir Path folder;
    private Path image;
    private LibQtest qemu;

    @BeforeEach
    void start() throws IOException {
        image = Files.write(folder.resolve("a.img"), new byte[1440 << 10]);
        qemu = new LibQtest(Program::inProcess, "-machine", "pc", "-device", "floppy,id=floppy0");
        qemu.ok("irq_intercept_in ioapic");
    }

    @AfterEach
    void end() throws Exception {
        qemu.close();
    }

    private void insert() throws IOException {
        qemu.execute(
                "{'execute': 'blockdev-change-medium', 'arguments': {'id': 'floppy0', 'filename': '%s', 'format': 'raw'}}"
                        .formatted(image));
    }

    private void eject() throws IOException {
        qemu.execute("{'execute': 'eject', 'arguments': {'id': 'floppy0'}}");
    }

    private void send(int... bytes) throws IOException {
        for (int value : bytes) {
            assertEquals(RQM, qemu.inb(MSR) & (RQM | DIO));
            qemu.outb(FIFO, value);
        }
    }

    private int receive() throws IOException {
        assertEquals(RQM | DIO, qemu.inb(MSR) & (RQM | DIO));
        return qemu.inb(FIFO);
    }

    private int[] results(int count) throws IOException {
        int[] results = new int[count];
        for (int i = 0; i < count; i++) {
            results[i] = receive();
        }
        return results;
    }

    /** SENSE INTERRUPT; gives the present cylinder. */
    private int acknowledge() throws IOException {
        assertTrue(qemu.irq(IRQ));
        send(SENSE_INTERRUPT);
        int[] status = results(2);
        assertFalse(qemu.irq(IRQ));
        return status[1];
    }

    private int seek(int head, int cylinder) throws IOException {
        send(SEEK, head << 2);
        assertFalse(qemu.irq(IRQ));
        send(cylinder);
        return acknowledge();
    }

    /** Twice, since reading must not change it. */
    private void assertDiskChanged(boolean changed) throws IOException {
        for (int i = 0; i < 2; i++) {
            assertEquals(changed ? DISK_CHANGED : 0, qemu.inb(DIR) & DISK_CHANGED);
        }
    }

    @Test
    void theCmosNamesAnEmptyDriveAs144Or288() throws IOException {
        qemu.outb(0x70, 0x10);
        int drives = qemu.inb(0x71);
        assertTrue(drives == 0x40 || drives == 0x50, () -> Integer.toHexString(drives));
    }

    @Test
    void anEmptyDriveSaysDiskChangedWhateverIsDone() throws IOException {
        assertDiskChanged(true);
        seek(0, 1);
        assertDiskChanged(true);
    }

    @ParameterizedTest
    @CsvSource({"READ, 0xe6", "VERIFY, 0x16"})
    void withoutAMediumADataCommandEndsAtOnce(String name, int command) throws IOException {
        send(command, 0, 0, 0, 1, 2, 1, 0x1b, 0xff);
        assertEquals(RQM | DIO | BUSY, qemu.inb(MSR));
        assertEquals(0x40, results(7)[0], name);
    }

    @Test
    void aNewMediumIsSeenAfterAStep() throws IOException {
        insert();
        assertDiskChanged(true);
        seek(0, 0);
        assertDiskChanged(true);
        seek(0, 1);
        assertDiskChanged(false);
    }

    @Test
    void aMediumThatIsTakenOutIsMissed() throws IOException {
        aNewMediumIsSeenAfterAStep();
        eject();
        assertDiskChanged(true);
        seek(0, 0);
        assertDiskChanged(true);
        seek(0, 1);
        assertDiskChanged(true);
    }

    @Test
    void senseInterruptTellsOfASeekAndIsInvalidWithoutOne() throws IOException {
        send(SENSE_INTERRUPT);
        assertEquals(0x80, receive());
        send(SEEK, 0);
        assertFalse(qemu.irq(IRQ));
        send(0, SENSE_INTERRUPT);
        assertEquals(0x20, results(2)[0]);
    }

    @Test
    void aRelativeSeekGoesInAndOut() throws IOException {
        seek(0, 0);
        send(SEEK_IN, 0);
        assertFalse(qemu.irq(IRQ));
        send(1);
        assertEquals(1, acknowledge());
        send(SEEK_OUT, 0);
        assertFalse(qemu.irq(IRQ));
        send(1);
        assertEquals(0, acknowledge());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "8, 1"})
    void readIdTakesTimeAndTellsWhereTheHeadIs(int cylinder, int head) throws IOException {
        insert();
        seek(head, cylinder);
        send(READ_ID, head << 2);
        assertFalse(qemu.irq(IRQ));
        assertEquals(BUSY, qemu.inb(MSR) & (BUSY | RQM));
        assertEquals(TURN, qemu.clockStep(TURN));
        assertTrue(qemu.irq(IRQ));
        assertEquals(BUSY | RQM | DIO, qemu.inb(MSR));
        int[] results = results(6);
        assertEquals(head << 2, results[0]);
        assertEquals(cylinder, results[3]);
        assertEquals(head, results[4]);
        assertTrue(qemu.irq(IRQ));
        receive();
        assertFalse(qemu.irq(IRQ));
    }

    @ParameterizedTest
    @CsvSource({"1, 0x04", "18, 0x04", "19, 0x20"})
    void withoutDmaSectorsComeThroughTheFifo(int sectors, int status) throws IOException {
        insert();
        qemu.outb(DOR, qemu.inb(DOR) & ~0x08);
        seek(0, 0);
        send(READ, 0, 0, 0, 1, 2, sectors, 0x1b, 0xff);
        assertEquals(BUSY | NON_DMA | DIO | RQM, qemu.inb(MSR));
        for (int i = 0; i < 512 * 2 * sectors; i++) {
            assertEquals(0, receive());
        }
        assertTrue(qemu.irq(IRQ));
        assertEquals(status, results(6)[0]);
        assertTrue(qemu.irq(IRQ));
        receive();
        assertEquals(RQM, qemu.inb(MSR));
        assertFalse(qemu.irq(IRQ));
    }

    @Test
    void randomRegisterAccessesLeaveAControllerThatAResetRecovers() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 1_000; i++) {
            int port = PORTS + random.nextInt(8);
            qemu.outb(port, random.nextInt(256));
            qemu.inb(port);
        }
        assertRecovers();
    }

    @Test
    void theSequenceOfCve202120196IsHarmless() throws IOException {
        qemu.outw(MSR, 0x0500);
        qemu.outb(FIFO, 0, 0);
        qemu.outw(MSR, 0);
        qemu.outb(FIFO, 0);
        qemu.outw(0x3f1, 0x0400);
        qemu.outw(MSR, 0);
        qemu.outw(MSR, 0);
        qemu.outb(FIFO, 0, 1);
        qemu.outw(0x3f1, 0x0500);
        qemu.outb(FIFO, 0);
        assertRecovers();
    }

    @Test
    void theSequenceOfCve20213507IsHarmless() throws IOException {
        insert();
        qemu.ok("outl 0x9 0xa0206");
        qemu.outw(MSR, 0x1600);
        for (int value : new int[] {0, 0, 0, 0x200, 0x200, 0, 0, 0}) {
            qemu.outw(MSR, value);
        }
        assertNotEquals(0, qemu.inb(MSR) & RQM);
        assertRecovers();
    }

    /** After a reset it says its version. */
    private void assertRecovers() throws IOException {
        qemu.outb(DOR, 0x00, 0x0c);
        for (int drive = 0; drive < 4; drive++) {
            send(SENSE_INTERRUPT);
            assertEquals(0xc0 | drive, results(2)[0]);
        }
        send(0x10);
        assertEquals(0x90, receive());
    }
}
