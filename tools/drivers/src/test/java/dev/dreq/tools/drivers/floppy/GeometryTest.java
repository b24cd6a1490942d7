package dev.dreq.tools.drivers.floppy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeometryTest {
    private static final Geometry HD = new Geometry(80, 2, 18, 0);

    @Test
    void sectorsOfACylinderFollowOneAnotherSideBySide() {
        assertEquals(new SectorAddress(0, 0, 1), HD.sectorAt(0));
        assertEquals(new SectorAddress(0, 0, 18), HD.sectorAt(18 * 512 - 1));
        assertEquals(new SectorAddress(0, 1, 1), HD.sectorAt(18 * 512));
        assertEquals(new SectorAddress(1, 0, 1), HD.sectorAt(36 * 512));
        assertEquals(new SectorAddress(79, 1, 18), HD.sectorAt(HD.bytes() - 1));
    }

    @Test
    void theAddressBehindTheLastSectorIsTheLength() {
        assertEquals(HD.bytes(), HD.byteOffset(new SectorAddress(80, 0, 1)));
        assertEquals(1_474_560, HD.bytes());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void addressAndOffsetAreInverse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (Geometry geometry : KnownFormats.all()) {
            long sector = random.nextLong(geometry.bytes() / 512);
            assertEquals(
                    sector * 512,
                    geometry.byteOffset(geometry.sectorAt(sector * 512 + random.nextInt(512))),
                    () -> "seed %d: %s, sector %d".formatted(seed, geometry, sector));
        }
    }

    @Test
    void impossibleGeometriesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Geometry(80, 3, 18, 0));
        assertThrows(IllegalArgumentException.class, () -> new Geometry(80, 2, 18, 4));
        assertThrows(IllegalArgumentException.class, () -> new Geometry(0, 2, 18, 0));
    }
}
