package io.kairoute.node.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of a backup that somebody may have unpacked and packed again.
 *
 * <p>Other tools add entries for folders and files of their own, put everything into one folder, or part names by backslashes.
 * Immutable.
 *
 * @param mark the entry that says what the file is; null where there is none
 * @param folder the folder that everything lies in, with its slash; empty for none
 * @param files the entries that are files of a data directory
 */
record PackedAgain(@Nullable ZipEntry mark, String folder, List<ZipEntry> files) {
    private static final Set<String> STRAYS = Set.of(".ds_store", "thumbs.db", "desktop.ini");

    /** Looks through a zip. */
    static PackedAgain of(final ZipFile zip) {
        final List<? extends ZipEntry> entries =
                zip.stream().filter(entry -> !isStray(plain(entry))).toList();
        ZipEntry mark = null;
        for (final ZipEntry entry : entries) {
            final String name = plain(entry);
            final boolean isMark = name.equals(Backup.MARK)
                    || (name.endsWith("/" + Backup.MARK) && name.indexOf('/') == name.lastIndexOf('/'));
            mark = isMark && mark == null ? entry : mark;
        }
        final String folder =
                mark == null ? "" : plain(mark).substring(0, plain(mark).length() - Backup.MARK.length());
        final List<ZipEntry> files = new ArrayList<>();
        for (final ZipEntry entry : entries) {
            if (entry != mark && plain(entry).startsWith(folder)) {
                files.add(entry);
            }
        }
        return new PackedAgain(mark, folder, List.copyOf(files));
    }

    /** The name of a file in the data directory. */
    String name(final ZipEntry entry) {
        return plain(entry).substring(folder.length());
    }

    private static String plain(final ZipEntry entry) {
        final String name = entry.getName().replace('\\', '/');
        return name.startsWith("./") ? name.substring(2) : name;
    }

    // A name in Java's terms ends with a slash where it is a folder.
    private static boolean isStray(final String name) {
        final String file = name.substring(name.lastIndexOf('/') + 1);
        return file.isEmpty()
                || file.startsWith("._")
                || name.startsWith("__MACOSX/")
                || STRAYS.contains(file.toLowerCase(Locale.ROOT));
    }
}
