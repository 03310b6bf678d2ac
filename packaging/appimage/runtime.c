/* What an AppImage ("type 2") begins with: shows the file system behind it as a folder, and starts AppRun in there.
 * Linked statically with squashfuse and libfuse3, so it needs no library of the person's system. Where nothing can be
 * mounted (no FUSE), it extracts everything for this run. Built by packaging/build_bundle.sh. */
#define _GNU_SOURCE
#define FUSE_USE_VERSION 32
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <squashfuse/ll.h>

static const char HELP[] =
    "  --appimage-extract          extract everything into the folder squashfs-root\n"
    "  --appimage-extract-and-run  extract for this run instead of mounting (or set APPIMAGE_EXTRACT_AND_RUN=1)\n"
    "  --appimage-mount            mount, print the folder and wait for the end of input or a signal\n"
    "  --appimage-offset           print where the file system begins\n";

static char image[PATH_MAX], folder[PATH_MAX];
static pid_t app;

static void fail(const char *what) {
    fprintf(stderr, "AppImage: %s: %s\n", what, errno ? strerror(errno) : "damaged");
    exit(127);
}

/* The file system begins where this program ends, with its table of sections. */
static size_t offset_of_image(void) {
    Elf64_Ehdr header;
    FILE *file = fopen(image, "rb");
    if (!file || fread(&header, sizeof header, 1, file) != 1) fail(image);
    fclose(file);
    return header.e_shoff + (size_t)header.e_shentsize * header.e_shnum;
}

static void make_folder(void) {
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/.appimage-XXXXXX", base && *base ? base : "/tmp");
    if (!mkdtemp(folder)) fail(folder);
}

/* --- extracting ---------------------------------------------------------------------------------------------- */
static void extract_file(sqfs *fs, sqfs_inode *inode, const char *path) {
    static char buffer[1 << 20];
    int out = open(path, O_WRONLY | O_CREAT | O_EXCL, inode->base.mode & 0777);
    sqfs_off_t done = 0, size = sizeof buffer;
    for (; out >= 0 && (uint64_t)done < inode->xtra.reg.file_size; done += size) {
        size = sizeof buffer;
        errno = 0;
        if (sqfs_read_range(fs, inode, done, &size, buffer) != SQFS_OK || size <= 0) fail(path);
        if (write(out, buffer, size) != size) fail(path);
    }
    if (out < 0 || close(out)) fail(path);
}

static void extract(sqfs *fs, const char *into) {
    char path[PATH_MAX], target[PATH_MAX];
    sqfs_traverse walk;
    sqfs_err error = SQFS_OK;
    if (mkdir(into, 0755) && errno != EEXIST) fail(into);
    if (sqfs_traverse_open(&walk, fs, sqfs_inode_root(fs)) != SQFS_OK) fail(image);
    while (sqfs_traverse_next(&walk, &error)) {
        sqfs_inode inode;
        size_t size = sizeof target;
        if (walk.dir_end) continue;
        snprintf(path, sizeof path, "%s/%s", into, walk.path);
        if (sqfs_inode_get(fs, &inode, sqfs_dentry_inode(&walk.entry)) != SQFS_OK) fail(path);
        if (S_ISDIR(inode.base.mode)) {
            if (mkdir(path, 0755) && errno != EEXIST) fail(path);
        } else if (S_ISLNK(inode.base.mode)) {
            if (sqfs_readlink(fs, &inode, target, &size) != SQFS_OK || (unlink(path) && errno != ENOENT)) fail(path);
            if (symlink(target, path)) fail(path);
        } else if (S_ISREG(inode.base.mode)) {
            if (unlink(path) && errno != ENOENT) fail(path);
            extract_file(fs, &inode, path);
        }
    }
    errno = 0;
    if (error != SQFS_OK) fail(image);
    sqfs_traverse_close(&walk);
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *place) {
    (void)info, (void)kind, (void)place;
    return remove(path);
}

static void pass_on(int number) { kill(app, number); }

static void start(char **arguments);

static int run_extracted(sqfs *fs, char **arguments) {
    int status = 0;
    make_folder();
    extract(fs, folder);
    if ((app = fork()) < 0) fail("fork");
    if (app == 0) start(arguments);
    for (const int *each = (const int[]){SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2, 0}; *each; each++)
        signal(*each, pass_on);
    while (waitpid(app, &status, 0) < 0 && errno == EINTR) continue;
    nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* --- mounting ------------------------------------------------------------------------------------------------ */
static struct fuse_session *mounted(size_t offset) {
    static struct fuse_lowlevel_ops operations = {
        .getattr = sqfs_ll_op_getattr, .opendir = sqfs_ll_op_opendir,   .releasedir = sqfs_ll_op_releasedir,
        .readdir = sqfs_ll_op_readdir, .lookup = sqfs_ll_op_lookup,     .open = sqfs_ll_op_open,
        .create = sqfs_ll_op_create,   .release = sqfs_ll_op_release,   .read = sqfs_ll_op_read,
        .readlink = sqfs_ll_op_readlink, .forget = sqfs_ll_op_forget,   .statfs = stfs_ll_op_statfs,
    };
    char *words[] = {"appimage", "-o", "ro,nodev,nosuid,subtype=appimage", NULL};
    struct fuse_args options = FUSE_ARGS_INIT(3, words);
    sqfs_ll *files = sqfs_ll_open(image, offset);
    struct fuse_session *session = files ? fuse_session_new(&options, &operations, sizeof operations, files) : NULL;
    if (!session || fuse_session_mount(session, folder)) return NULL;
    fcntl(files->fs.fd, F_SETFD, FD_CLOEXEC);
    return session;
}

/* Answers until nothing holds the other end of the pipe any more: neither the program nor a child process of it. */
static void serve(struct fuse_session *session, int alive) {
    struct pollfd waiting[] = {{fuse_session_fd(session), POLLIN, 0}, {alive, POLLIN, 0}};
    struct fuse_buf buffer = {.mem = NULL};
    while (!fuse_session_exited(session)) {
        if (poll(waiting, 2, -1) < 0 && errno != EINTR) break;
        if (waiting[1].revents) break;
        if (!waiting[0].revents) continue;
        int size = fuse_session_receive_buf(session, &buffer);
        if (size == -EINTR || size == -EAGAIN) continue;
        if (size <= 0) break;
        fuse_session_process_buf(session, &buffer);
    }
    fuse_session_unmount(session);
    rmdir(folder);
    _exit(0);
}

static void start(char **arguments) {
    char program[PATH_MAX + 8], here[PATH_MAX];
    snprintf(program, sizeof program, "%s/AppRun", folder);
    setenv("APPIMAGE", image, 1);
    setenv("APPDIR", folder, 1);
    setenv("ARGV0", arguments[0], 1);
    if (getcwd(here, sizeof here)) setenv("OWD", here, 1);
    execv(program, arguments);
    fail(program);
}

int main(int count, char **arguments) {
    const char *option = count > 1 && !strncmp(arguments[1], "--appimage-", 11) ? arguments[1] + 11 : "";
    ssize_t length = readlink("/proc/self/exe", image, sizeof image - 1);
    int alive[2];
    sqfs fs;
    if (length < 0) fail("/proc/self/exe");
    size_t offset = offset_of_image();
    int extracting = !strcmp(option, "extract-and-run"), mounting = !strcmp(option, "mount");
    if (extracting) arguments[1] = arguments[0], arguments++;
    extracting |= getenv("APPIMAGE_EXTRACT_AND_RUN") != NULL;
    if (!strcmp(option, "offset")) return printf("%zu\n", offset) < 0;
    if (!strcmp(option, "help")) return fputs(HELP, stderr) < 0;
    errno = 0;
    if (sqfs_open_image(&fs, image, offset) != SQFS_OK) fail(image);
    if (!strcmp(option, "extract")) return extract(&fs, "squashfs-root"), 0;
    fcntl(fs.fd, F_SETFD, FD_CLOEXEC);
    if (extracting) return run_extracted(&fs, arguments);
    make_folder();
    struct fuse_session *session = mounted(offset);
    if (!session) {
        rmdir(folder);
        if (mounting) fail("cannot mount");
        fputs("AppImage: nothing can be mounted here (FUSE), so everything is extracted for this run.\n", stderr);
        return run_extracted(&fs, arguments);
    }
    if (pipe(alive)) fail("pipe");
    pid_t server = fork();
    if (server < 0) fail("fork");
    if (server == 0) { /* outlives the program by a moment, so it must not end with it at Ctrl+C or logout */
        int nowhere = open("/dev/null", O_RDWR);
        for (int standard = 0; standard < 3; standard++) dup2(nowhere, standard);
        close(alive[1]);
        setsid();
        for (const int *each = (const int[]){SIGTERM, SIGINT, SIGHUP, 0}; *each; each++) signal(*each, SIG_IGN);
        serve(session, alive[0]);
    }
    close(alive[0]);
    if (!mounting) start(arguments);
    puts(folder);
    fflush(stdout);
    while (getchar() != EOF) continue;
    return 0;
}
