package dev.dreq.tools.remote.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/** Writes values as QEMU does: in ASCII, on one line, a blank behind each colon and comma. */
public final class JsonWriter {

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .streamWriteConstraints(
                            StreamWriteConstraints.builder()
                                    .maxNestingDepth(2 * JsonStream.MAX_DEPTH)
                                    .build())
                    .build();

    /** The digits that tell any two doubles apart. */
    private static final MathContext DIGITS = new MathContext(17, RoundingMode.HALF_EVEN);

    private JsonWriter() {}

    /** A value as text. */
    public static String write(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            out.setPrettyPrinter(new Spacing());
            write(out, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string takes all
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, Object value) throws IOException {
        if (value instanceof Map<?, ?> members) {
            out.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                out.writeFieldName(member.getKey().toString());
                write(out, member.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof List<?> elements) {
            out.writeStartArray();
            for (Object element : elements) {
                write(out, element);
            }
            out.writeEndArray();
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof Double number) {
            out.writeNumber(decimal(number));
        } else if (value instanceof Number number) {
            out.writeNumber(number.toString());
        } else if (value == JsonNull.NULL) {
            out.writeNull();
        } else {
            out.writeString(value.toString());
        }
    }

    /** As C's {@code %.17g} writes it; beyond the largest double is the largest. */
    private static String decimal(double number) {
        double finite = Math.max(-Double.MAX_VALUE, Math.min(number, Double.MAX_VALUE));
        BigDecimal rounded = new BigDecimal(finite).round(DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (rounded.signum() == 0 || (exponent >= -4 && exponent < DIGITS.getPrecision())) {
            return rounded.toPlainString();
        }
        BigDecimal mantissa = rounded.movePointLeft(exponent).stripTrailingZeros();
        return "%se%s%02d"
                .formatted(mantissa.toPlainString(), exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    /** Blanks where QEMU has them. */
    private static final class Spacing extends MinimalPrettyPrinter {

        private static final long serialVersionUID = 1;

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
            out.writeRaw(": ");
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
            out.writeRaw(", ");
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
            out.writeRaw(", ");
        }
    }
}
