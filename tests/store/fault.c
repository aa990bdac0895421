/* fault.c -- SQLite's own layer for files, with a counter in front. */
#include "fault.h"

#include <sqlite3.h>
#include <string.h>

typedef struct
{
  sqlite3_file file;        /* first */
  sqlite3_file *real;       /* behind this struct */
} Fault;

static sqlite3_vfs vfs, *real_vfs;
static GMutex mutex;
static unsigned count, fail_after;
static bool for_ever, struck;

void
fault_arm (unsigned after, bool forever)
{
  g_mutex_lock (&mutex);
  count = 0;
  fail_after = after;
  for_ever = forever;
  struck = false;
  g_mutex_unlock (&mutex);
}

void
fault_disarm (void)
{
  fault_arm (0, false);
}

unsigned
fault_count (void)
{
  unsigned now;

  g_mutex_lock (&mutex);
  now = count;
  g_mutex_unlock (&mutex);
  return now;
}

bool
fault_struck (void)
{
  bool now;

  g_mutex_lock (&mutex);
  now = struck;
  g_mutex_unlock (&mutex);
  return now;
}

static bool
fails (void)
{
  bool now;

  g_mutex_lock (&mutex);
  count++;
  now = fail_after > 0 && (count == fail_after || (for_ever && count > fail_after));
  struck |= now;
  g_mutex_unlock (&mutex);
  return now;
}

#define REAL(file) (((Fault *) (file))->real)

static int
fault_close (sqlite3_file *file)
{
  return REAL (file)->pMethods->xClose (REAL (file));
}

static int
fault_read (sqlite3_file *file, void *to, int length, sqlite3_int64 at)
{
  return REAL (file)->pMethods->xRead (REAL (file), to, length, at);
}

static int
fault_write (sqlite3_file *file, const void *from, int length, sqlite3_int64 at)
{
  if (!fails ())
    return REAL (file)->pMethods->xWrite (REAL (file), from, length, at);
  if (length > 1)
    REAL (file)->pMethods->xWrite (REAL (file), from, length / 2, at);    /* half of it gets there */
  return SQLITE_FULL;
}

static int
fault_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  return fails () ? SQLITE_IOERR_TRUNCATE : REAL (file)->pMethods->xTruncate (REAL (file), size);
}

static int
fault_sync (sqlite3_file *file, int flags)
{
  return fails () ? SQLITE_IOERR_FSYNC : SQLITE_OK;    /* the disk itself is not under test */
}

static int
fault_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return REAL (file)->pMethods->xFileSize (REAL (file), size);
}

static int
fault_lock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xLock (REAL (file), level);
}

static int
fault_unlock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), level);
}

static int
fault_check (sqlite3_file *file, int *held)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), held);
}

static int
fault_control (sqlite3_file *file, int op, void *arg)
{
  return REAL (file)->pMethods->xFileControl (REAL (file), op, arg);
}

static int
fault_sector (sqlite3_file *file)
{
  return REAL (file)->pMethods->xSectorSize (REAL (file));
}

static int
fault_device (sqlite3_file *file)
{
  return REAL (file)->pMethods->xDeviceCharacteristics (REAL (file));
}

static int
fault_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **to)
{
  return REAL (file)->pMethods->xShmMap (REAL (file), page, size, extend, to);
}

static int
fault_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return REAL (file)->pMethods->xShmLock (REAL (file), offset, n, flags);
}

static void
fault_shm_barrier (sqlite3_file *file)
{
  REAL (file)->pMethods->xShmBarrier (REAL (file));
}

static int
fault_shm_unmap (sqlite3_file *file, int delete)
{
  return REAL (file)->pMethods->xShmUnmap (REAL (file), delete);
}

static const sqlite3_io_methods methods = {
  2, fault_close, fault_read, fault_write, fault_truncate, fault_sync, fault_size, fault_lock, fault_unlock,
  fault_check, fault_control, fault_sector, fault_device, fault_shm_map, fault_shm_lock, fault_shm_barrier,
  fault_shm_unmap,
};

static int
fault_open (sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags, int *out)
{
  Fault *fault = (Fault *) file;
  int code;

  fault->real = (sqlite3_file *) (fault + 1);
  code = real_vfs->xOpen (real_vfs, name, fault->real, flags, out);
  file->pMethods = code == SQLITE_OK ? &methods : NULL;
  return code;
}

void
fault_install (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  vfs = *real_vfs;
  vfs.zName = "fault";
  vfs.szOsFile = (int) sizeof (Fault) + real_vfs->szOsFile;
  vfs.xOpen = fault_open;
  sqlite3_vfs_register (&vfs, 1);
}
