package dev.dreq.tools.remote.differential;

import dev.dreq.tools.remote.client.QtestConnection;
import dev.dreq.tools.remote.client.RealQemu;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A QEMU whose processor and virtual clock stand still. Requests of qtest are sent in one go, and
 * their answers taken behind.
 */
final class QemuPeer implements Peer {
    private final RealQemu qemu;
    private final Path image;
    private final List<String> interrupts = new ArrayList<>();
    private Medium medium = Medium.NONE;

    QemuPeer(List<String> arguments, Path folder) {
        this.image = folder.resolve("qemu.img");
        List<String> all = new ArrayList<>(List.of("-S", "-m", "8"));
        all.addAll(List.of("-device", "floppy,id=floppy0,unit=0,drive-type=144"));
        all.addAll(arguments);
        qemu = RealQemu.start(all);
        qtest().onInterrupt((line, level) -> interrupts.add((level ? "raise " : "lower ") + line));
        qtest().ask("irq_intercept_in ioapic");
    }

    private QtestConnection qtest() {
        return qemu.qtest();
    }

    @Override
    public void reset(Medium newMedium) {
        medium = Medium.DISK; // an empty drive remembers what was in it
        eject();
        Medium.refresh(image);
        insert();
        change(newMedium);
        qemu.qmp().execute("system_reset", Map.of());
        qemu.qmp().awaitEvent("RESET");
        qtest().await(0);
        interrupts.clear();
    }

    @Override
    public List<Answer> run(List<Operation> operations) {
        List<Answer> answers = new ArrayList<>();
        for (int done = 0; done < operations.size(); ) {
            int end = done;
            while (end < operations.size() && !operations.get(end).isForMonitor()) {
                qtest().post(operations.get(end).line());
                end++;
            }
            for (; done < end; done++) {
                answers.add(answer(qtest().answer()));
            }
            if (done < operations.size()) {
                answers.add(answer(monitor(operations.get(done))));
                done++;
            }
        }
        return answers;
    }

    private Answer answer(String value) {
        Answer answer = new Answer(value, interrupts);
        interrupts.clear();
        return answer;
    }

    private String monitor(Operation operation) {
        switch (operation.line()) {
            case Operation.EJECT -> eject();
            case Operation.INSERT -> insert();
            default -> {
                return Screen.of(qemu.picture());
            }
        }
        qtest().await(0);
        return "";
    }

    private void change(Medium newMedium) {
        if (newMedium != medium) {
            medium = newMedium;
            eject();
            insert();
        }
    }

    private void eject() {
        qemu.qmp().execute("eject", Map.of("id", "floppy0", "force", true));
    }

    private void insert() {
        if (medium == Medium.NONE) {
            return;
        }
        qemu.qmp()
                .execute(
                        "blockdev-change-medium",
                        Map.of(
                                "id",
                                "floppy0",
                                "format",
                                "raw",
                                "filename",
                                image.toString(),
                                "read-only-mode",
                                medium == Medium.PROTECTED ? "read-only" : "read-write"));
    }

    @Override
    public void close() {
        qemu.close();
    }
}
