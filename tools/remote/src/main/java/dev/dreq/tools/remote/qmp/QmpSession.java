package dev.dreq.tools.remote.qmp;

import dev.dreq.tools.remote.json.JsonError;
import dev.dreq.tools.remote.json.JsonWriter;
import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.qom.ErrorClass;
import dev.dreq.tools.remote.qom.QemuError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client's conversation: negotiation first, then commands, each answered in its turn. */
final class QmpSession {

    /** The command that negotiates. */
    static final String NEGOTIATE = "qmp_capabilities";

    /** Its argument. */
    static final String ENABLE = "enable";

    /** The capability of commands that overtake others. None of ours does. */
    static final String OUT_OF_BAND = "oob";

    private final Pc pc;
    private final QmpCommands commands;
    private volatile boolean negotiated;
    private boolean outOfBand;

    QmpSession(Pc pc, QmpCommands commands) {
        this.pc = pc;
        this.commands = commands;
    }

    /** What a client is greeted with. */
    static String greeting() {
        return JsonWriter.write(
                Map.of(
                        "QMP",
                        new Answer()
                                .with("version", IdentityCommands.version())
                                .with("capabilities", List.of(OUT_OF_BAND))));
    }

    /** Whether negotiation is over; before that a client gets no events. */
    boolean isNegotiated() {
        return negotiated;
    }

    /** Answers a message. */
    String answer(Object message) {
        if (!(message instanceof Map<?, ?> members)) {
            return error(null, QemuError.generic("QMP input must be a JSON object"));
        }
        Object id = members.get(QmpRequest.ID);
        try {
            Answer answer = new Answer().with("return", run(QmpRequest.of(members, outOfBand)));
            if (id != null) {
                answer.with(QmpRequest.ID, id);
            }
            return JsonWriter.write(answer);
        } catch (QemuError refused) {
            return error(id, refused);
        } catch (RuntimeException bug) {
            return error(id, QemuError.generic("internal error: %s".formatted(bug)));
        }
    }

    /** Answers what is no message. */
    String answer(JsonError error) {
        return error(null, QemuError.generic(error.what()));
    }

    private static String error(@Nullable Object id, QemuError refused) {
        Answer answer = new Answer();
        if (id != null) {
            answer.with(QmpRequest.ID, id);
        }
        return JsonWriter.write(
                answer.with(
                        "error",
                        new Answer()
                                .with("class", refused.errorClass().spelling())
                                .with("desc", String.valueOf(refused.getMessage()))));
    }

    private Object run(QmpRequest request) {
        boolean negotiates = request.command().equals(NEGOTIATE);
        if (!negotiated && !negotiates) {
            throw commandNotFound(
                    "Expecting capabilities negotiation with '%s'".formatted(NEGOTIATE));
        }
        if (negotiated && negotiates) {
            throw commandNotFound("Capabilities negotiation is already complete, command ignored");
        }
        QmpCommand command =
                commands.find(request.command())
                        .orElseThrow(
                                () ->
                                        commandNotFound(
                                                "The command %s has not been found"
                                                        .formatted(request.command())));
        if (request.isOutOfBand()) {
            throw QemuError.generic(
                    "The command %s does not support OOB".formatted(request.command()));
        }
        Object returned = pc.locked(() -> command.run(request.arguments()));
        if (negotiates) {
            negotiate(new Arguments(request.arguments()));
        }
        return returned;
    }

    private void negotiate(Arguments arguments) {
        for (Object capability : arguments.list(ENABLE)) {
            if (!OUT_OF_BAND.equals(capability)) {
                throw QemuError.generic(
                        "Parameter '%s' does not accept value '%s'".formatted(ENABLE, capability));
            }
        }
        outOfBand = arguments.list(ENABLE).contains(OUT_OF_BAND);
        negotiated = true;
    }

    private static QemuError commandNotFound(String description) {
        return QemuError.of(ErrorClass.COMMAND_NOT_FOUND, description);
    }
}
