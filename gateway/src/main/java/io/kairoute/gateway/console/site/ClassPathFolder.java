package io.kairoute.gateway.console.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Reads the files of a folder of the class path, those of its sub-folders with them, whether it lies in a jar or beside one. */
final class ClassPathFolder {
    private ClassPathFolder() {}

    /**
     * The files by their names within the folder, with slashes.
     *
     * @param folder its path, without a slash at either end
     * @param known the name of a file that lies in it: a jar need not know folders
     */
    static SortedMap<String, byte[]> read(final String folder, final String known) {
        final URL anchor = ClassPathFolder.class.getClassLoader().getResource(folder + "/" + known);
        if (anchor == null) {
            throw new IllegalStateException("file=" + folder + "/" + known + " is not on the class path");
        }
        try {
            return "jar".equals(anchor.getProtocol())
                    ? ofJar(anchor, folder + "/")
                    : ofDirectory(Path.of(anchor.toURI()).resolve("..").normalize());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final URISyntaxException e) {
            throw new IllegalStateException(anchor + " is no address of a file", e);
        }
    }

    private static SortedMap<String, byte[]> ofJar(final URL anchor, final String prefix) throws IOException {
        final SortedMap<String, byte[]> files = new TreeMap<>();
        final JarURLConnection connection = (JarURLConnection) anchor.openConnection();
        // The class loader has the same jar open, and shares what is cached.
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            final List<JarEntry> entries = jar.stream()
                    .filter(entry -> entry.getName().startsWith(prefix) && !entry.isDirectory())
                    .toList();
            for (final JarEntry entry : entries) {
                try (InputStream in = jar.getInputStream(entry)) {
                    files.put(entry.getName().substring(prefix.length()), in.readAllBytes());
                }
            }
        }
        return files;
    }

    private static SortedMap<String, byte[]> ofDirectory(final Path root) throws IOException {
        final SortedMap<String, byte[]> files = new TreeMap<>();
        final List<Path> paths;
        try (Stream<Path> walked = Files.walk(root)) {
            paths = walked.filter(Files::isRegularFile).toList();
        }
        for (final Path path : paths) {
            files.put(root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
        }
        return files;
    }
}
