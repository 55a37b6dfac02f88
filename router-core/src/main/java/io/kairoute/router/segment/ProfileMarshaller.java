package io.kairoute.router.segment;

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.Memory;
import net.openhft.chronicle.core.OS;
import net.openhft.chronicle.hash.serialization.SizedReader;
import net.openhft.chronicle.hash.serialization.SizedWriter;
import net.openhft.chronicle.wire.WireIn;
import net.openhft.chronicle.wire.WireOut;
import org.jspecify.annotations.Nullable;

/**
 * Copies a profile's record between the map and a {@link ProfileFlyweight}, in one block.
 *
 * <p>Immutable. The class name stands in the head of every stored file: a class that moves leaves the files behind.
 */
public final class ProfileMarshaller implements SizedReader<ProfileFlyweight>, SizedWriter<ProfileFlyweight> {
    private static final Memory MEMORY = OS.memory();

    @Override
    public ProfileFlyweight read(final Bytes<?> in, final long size, final @Nullable ProfileFlyweight using) {
        final ProfileFlyweight profile = using == null ? new ProfileFlyweight() : using;
        if (size != ProfileFlyweight.LENGTH) {
            throw new IllegalStateException("record bytes=" + size + " expected=" + ProfileFlyweight.LENGTH);
        }
        MEMORY.readBytes(in.addressForRead(in.readPosition()), profile.bytes(), 0, ProfileFlyweight.LENGTH);
        return profile;
    }

    @Override
    public long size(final ProfileFlyweight profile) {
        return ProfileFlyweight.LENGTH;
    }

    @Override
    public void write(final Bytes<?> out, final long size, final ProfileFlyweight profile) {
        out.write(profile.bytes());
    }

    @Override
    public void readMarshallable(final WireIn wire) {
        // Nothing to configure.
    }

    @Override
    public void writeMarshallable(final WireOut wire) {
        // Nothing to configure.
    }
}
