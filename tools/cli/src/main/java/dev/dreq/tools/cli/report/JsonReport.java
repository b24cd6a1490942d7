package dev.dreq.tools.cli.report;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.dreq.hal.verifier.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A report for programs: one JSON object. */
final class JsonReport {

    private JsonReport() {}

    /** The jobs that were done, with their figures. */
    static String of(RunReport report) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(
                "devices",
                report.devices().stream()
                        .map(device -> device(device, report.activity().of(device.name())))
                        .toList());
        if (!report.log().probes().isEmpty()) {
            object.put("probes", report.log().probes().stream().map(JsonReport::probe).toList());
        }
        object.put("jobs", report.log().jobs().stream().map(JsonReport::job).toList());
        object.put("violations", report.violations().stream().map(JsonReport::violation).toList());
        report.screendump().ifPresent(file -> object.put("screendump", file.toString()));
        try {
            return JSON.std.asString(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> device(DeviceSummary device, DeviceActivity activity) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("device", device.name());
        told.put("type", device.type());
        told.put("grants", device.grants());
        told.put("registerReads", activity.registerReads());
        told.put("registerWrites", activity.registerWrites());
        told.put("dmaTransfers", activity.transfers());
        told.put("bytesToMemory", activity.bytesToMemory());
        told.put("bytesFromMemory", activity.bytesFromMemory());
        told.put("interrupts", activity.interrupts());
        told.put("guestErrors", device.guestErrors());
        return told;
    }

    private static Map<String, Object> probe(ProbeReport probe) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("device", probe.device().name());
        told.put("resources", probe.resources());
        Map<String, Object> registers = new LinkedHashMap<>();
        probe.registers().forEach(register -> registers.put(register.name(), register.text()));
        told.put("registers", registers);
        return told;
    }

    private static Map<String, Object> violation(Violation violation) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("code", violation.rule().label());
        told.put("name", violation.rule().name());
        told.put("message", violation.message());
        told.put("call", violation.call());
        told.put("history", violation.history());
        return told;
    }

    private static Map<String, Object> job(JobReport job) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("job", job.job());
        figures.put("device", job.device());
        figures.put("driver", job.driver());
        figures.put("bytes", job.bytes());
        figures.put("irps", job.irps());
        figures.put("operations", job.operations());
        figures.put("mapTransfers", job.mapTransfers());
        figures.put("longestOperation", job.longestOperation());
        figures.put("bytesPerIrp", job.bytesPerIrp());
        figures.put("bufferOffset", job.bufferOffset());
        figures.put("mapRegisters", job.mapRegisters());
        figures.put("mapRegistersPeak", job.mapRegistersPeak());
        figures.put("bouncedBytes", job.bouncedBytes());
        figures.put("interrupts", job.interrupts());
        figures.put("dpcs", job.dpcs());
        figures.put("virtualNanos", job.virtualNanos());
        figures.put("wallNanos", job.wallNanos());
        job.busMaster()
                .ifPresent(
                        only -> {
                            figures.put("startDmaCalls", only.startDmaCalls());
                            figures.put("sgElements", only.sgElements());
                            figures.put("maximumLength", only.maximumLength());
                        });
        return figures;
    }
}
