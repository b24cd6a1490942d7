package dev.dreq.tools.testkit.conformance;

import dev.dreq.devices.fdc.FdcProvider;
import dev.dreq.plugin.DeviceProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FdcConformanceTest extends DeviceConformance {

    @TempDir Path folder;

    @BeforeEach
    void writeAnImage() throws IOException {
        Files.write(folder.resolve("a.img"), new byte[2880 * 512]);
    }

    @Override
    protected DeviceProvider provider() {
        return new FdcProvider();
    }

    @Override
    protected List<Map<String, String>> variants() {
        String image = folder.resolve("a.img").toString();
        return List.of(
                Map.of(),
                Map.of("drive-a", image, "readonly-a", "on"),
                Map.of("drive-a", image, "readonly-a", "on", "compat", "qemu"));
    }
}
