package dev.dreq.tools.cli.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedOptionsTest {

    private static NamedOptions parse(String text) {
        return NamedOptions.parse("--device", text);
    }

    @Test
    void propertiesFollowTheNameInOrder() {
        NamedOptions options = parse("fdc,irq=5,drive-a=x=y,type-a=");

        assertEquals("fdc", options.name());
        assertEquals("[irq=5, drive-a=x=y, type-a=]", options.properties().entrySet().toString());
    }

    @Test
    void aDoubledCommaIsPartOfTheText() {
        assertEquals(Map.of("b", ",c,"), parse("a,,,b=,,c,,").properties());
        assertEquals("a,", parse("a,,,b=,,c,,").name());
    }

    @Test
    void whatCannotBeReadIsRefused() {
        for (String text : new String[] {"", ",a=b", "a,", "a,b", "a,=b", "a,b=1,b=2"}) {
            assertThrows(UsageException.class, () -> parse(text), text);
        }
    }

    @Test
    void aPropertyThatIsThereAlreadyIsRefused() {
        UsageException refused =
                assertThrows(
                        UsageException.class,
                        () -> parse("fdc,drive-a=x").with("--floppy", Map.of("drive-a", "y")));

        assertEquals(
                "drive-a of fdc is given by --device and by --floppy; give one of them",
                refused.getMessage());
    }
}
