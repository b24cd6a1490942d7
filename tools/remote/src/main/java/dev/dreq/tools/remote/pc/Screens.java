package dev.dreq.tools.remote.pc;

import dev.dreq.machine.DeviceNode;
import dev.dreq.plugin.ScanOut;
import dev.dreq.tools.remote.qom.QemuError;
import dev.dreq.tools.remote.qom.QomObject;
import dev.dreq.tools.remote.screen.PictureFormat;
import java.util.Optional;

/** What the display adapters of a machine show. Under the machine's lock. */
public final class Screens {

    private final Pc pc;

    public Screens(Pc pc) {
        this.pc = pc;
    }

    /**
     * Writes what an adapter shows into a file.
     *
     * @param device its id or path; empty for the first adapter
     * @param head which of its screens; an adapter has one, 0
     * @throws QemuError if there is none, or the file cannot be written
     */
    public void dump(Optional<String> device, long head, String file, PictureFormat format) {
        ScanOut screen = device.map(name -> named(name, head)).orElseGet(this::first);
        HostFile.write(file, "failed to open file", format.encode(screen.picture()));
    }

    private ScanOut first() {
        return pc.objects().root().all().stream()
                .flatMap(object -> screen(object).stream())
                .findFirst()
                .orElseThrow(
                        () -> QemuError.generic("There is no console to take a screendump from"));
    }

    private ScanOut named(String name, long head) {
        QomObject object = pc.find(name).orElseThrow(() -> QemuError.deviceNotFound(name));
        return screen(object)
                .filter(only -> head == 0)
                .orElseThrow(
                        () ->
                                QemuError.generic(
                                        "Device %s (head %d) is not bound to a QemuConsole"
                                                .formatted(name, head)));
    }

    private static Optional<ScanOut> screen(QomObject object) {
        return object.ability(DeviceNode.class).flatMap(node -> node.ability(ScanOut.class));
    }
}
