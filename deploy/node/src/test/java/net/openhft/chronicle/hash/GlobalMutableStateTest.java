package net.openhft.chronicle.hash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.values.Values;
import org.junit.jupiter.api.Test;

class GlobalMutableStateTest {
    private static final long SEED = 3;
    private static final int OFFSET = 7;
    private static final List<String> FIELDS = List.of(
            "AllocatedExtraTierBulks",
            "FirstFreeTierIndex",
            "ExtraTiersInUse",
            "SegmentHeadersOffset",
            "DataStoreSize");
    private static final long[] MOST = {(1 << 24) - 1, (1L << 40) - 1, (1L << 40) - 1, (1L << 32) - 1, Long.MAX_VALUE};

    @Test
    void shouldBeTheClassThatChronicleTakes() {
        assertSame(VanillaGlobalMutableState$$Native.class, Values.nativeClassFor(VanillaGlobalMutableState.class));
    }

    @Test
    void shouldStoreWhatTheGeneratedClassStores() throws ReflectiveOperationException {
        final Random random = new Random(SEED);
        final byte[] ourBytes = new byte[40];
        final byte[] theirBytes = new byte[40];
        random.nextBytes(ourBytes);
        System.arraycopy(ourBytes, 0, theirBytes, 0, 40);
        final VanillaGlobalMutableState ours = new VanillaGlobalMutableState$$Native();
        ours.bytesStore(BytesStore.wrap(ourBytes), OFFSET, ours.maxSize());
        final Object theirs = generated(theirBytes);
        assertNotSame(ours.getClass().getClassLoader(), theirs.getClass().getClassLoader());

        for (int i = 0; i < 2_000; i++) {
            final int field = random.nextInt(FIELDS.size());
            final long value = i < 100 ? MOST[field] : random.nextLong() & MOST[field];

            set(ours, field, value);
            set(theirs, field, value);

            assertArrayEquals(theirBytes, ourBytes, () -> "seed=" + SEED + " " + Arrays.toString(ourBytes));
            for (int other = 0; other < FIELDS.size(); other++) {
                assertEquals(get(theirs, other), get(ours, other), FIELDS.get(other));
            }
        }
    }

    @Test
    void shouldAddToTheBytesInAll() {
        final VanillaGlobalMutableState ours = new VanillaGlobalMutableState$$Native();
        ours.bytesStore(BytesStore.wrap(new byte[25]), 0, 25);
        ours.setDataStoreSize(1_000);

        assertEquals(1_500, ours.addDataStoreSize(500));
        assertEquals(1_500, ours.getDataStoreSize());
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        final VanillaGlobalMutableState ours = new VanillaGlobalMutableState$$Native();
        ours.bytesStore(BytesStore.wrap(new byte[25]), 0, 25);

        assertThrows(IllegalArgumentException.class, () -> ours.setAllocatedExtraTierBulks(1 << 24));
        assertThrows(IllegalArgumentException.class, () -> ours.setFirstFreeTierIndex(-1));
        assertThrows(IllegalArgumentException.class, () -> ours.bytesStore(BytesStore.wrap(new byte[25]), 1, 25));
    }

    // What Chronicle generates where our class is not on the class path.
    private static Object generated(final byte[] bytes) throws ReflectiveOperationException {
        final ClassLoader jars = new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader());
        final Class<?> type = jars.loadClass(VanillaGlobalMutableState.class.getName());
        final Class<?> store = jars.loadClass(BytesStore.class.getName());
        final Object state = jars.loadClass(Values.class.getName())
                .getMethod("newNativeReference", Class.class)
                .invoke(null, type);
        type.getMethod("bytesStore", store, long.class, long.class)
                .invoke(state, store.getMethod("wrap", byte[].class).invoke(null, (Object) bytes), OFFSET, 25);
        return state;
    }

    private static URL[] jars() {
        final List<URL> jars = new ArrayList<>();
        final String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (final String entry : classPath.split(File.pathSeparator, -1)) {
            if (entry.toLowerCase(Locale.ROOT).endsWith(".jar") && Files.exists(Path.of(entry))) {
                try {
                    jars.add(Path.of(entry).toUri().toURL());
                } catch (final MalformedURLException e) {
                    throw new AssertionError(entry, e);
                }
            }
        }
        return jars.toArray(URL[]::new);
    }

    private static void set(final Object state, final int field, final long value) throws ReflectiveOperationException {
        final Method method = method(state, "set" + FIELDS.get(field));
        if (method.getParameterTypes()[0] == int.class) {
            method.invoke(state, (int) value);
        } else {
            method.invoke(state, value);
        }
    }

    private static long get(final Object state, final int field) throws ReflectiveOperationException {
        return ((Number) method(state, "get" + FIELDS.get(field)).invoke(state)).longValue();
    }

    private static Method method(final Object state, final String name) {
        for (final Method method : state.getClass().getMethods()) {
            if (method.getName().equals(name)) {
                return method;
            }
        }
        throw new AssertionError(name);
    }
}
