// Stands in for macOS where there is none: the entry points of the Objective-C runtime, and as much of
// Foundation and Metal as running a kernel takes. It sends messages as the runtime does, by tail call, so that
// a message of the wrong shape goes wrong here too; it counts references and never gives memory back, so that
// what is used after its release is seen; and it notes every breach of Metal's rules as a fault. What kernels do
// is left to two functions that the test gives it.

#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARGUMENTS 31
#define CONSTANTS 64
#define EXPORTED __attribute__((visibility("default"), used))

typedef unsigned long integer;
typedef struct object object;
typedef struct { integer width, height, depth; } size;
typedef void (*implementation)(void);
typedef struct { const char* selector; implementation code; } method;
typedef struct { const char* name; const method* methods; } class;

struct object {
  const class* is;
  object* older;
  long test;
  long retains;
  // What it was made of, which lives as long.
  object* parent;
  // Of strings, errors and functions; of libraries the source.
  const char* text;
  int state;
  object* pipeline;
  object* buffers[ARGUMENTS];
  integer threadgroup_lengths[ARGUMENTS];
  size threadgroups, threads;
  unsigned char* bytes;
  integer length;
  integer constant_types[CONSTANTS];
  unsigned char constants[CONSTANTS][8];
};

enum { OPEN = 1, ENDED, COMMITTED = 2, COMPLETED = 4, FAILED = 5 };
enum { SAFE_MATH = 1, PRECISE = 2 };

// Compiles a text: how many function constants the function has, or if it is null the text; -1 and a message if
// there is none.
typedef long (*compiler)(const char* source, const char* function, char* message, long room);
// Runs a kernel; 0, or 1 and a message if it ends badly.
typedef long (*runner)(const char* source, const char* function, const integer* grid, unsigned char* const* buffers,
    const integer* lengths, const integer* threadgroup_lengths, const unsigned char* constants, char* message, long room);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static compiler compile;
static runner run;
static object* newest;
// The number of the test; objects of tests before it are left alone.
static long current;
static char faults[1 << 16];

static struct { const char* name; integer value, initially; } settings[] = {
    {"devices", 0, 1},
    {"maxBufferLength", 0, 1 << 28},
    {"maxThreadgroupMemoryLength", 0, 32768},
    {"maxTotalThreadsPerThreadgroup", 0, 1024},
    {"threadExecutionWidth", 0, 32},
    {"staticThreadgroupMemoryLength", 0, 0},
    {"mathMode", 0, 1},
    {NULL, 0, 0},
};

static integer setting(const char* name) {
  for (int i = 0; settings[i].name; i++)
    if (strcmp(settings[i].name, name) == 0) return settings[i].value;
  abort();
}

static void fault(const char* format, ...) {
  pthread_mutex_lock(&lock);
  size_t at = strlen(faults);
  va_list values;
  va_start(values, format);
  if (sizeof faults - at > 300) {
    int length = vsnprintf(faults + at, 298, format, values);
    strcpy(faults + at + (length < 297 ? length : 297), "\n");
  }
  va_end(values);
  pthread_mutex_unlock(&lock);
}

// Objects and references.

static object* allocate(const class* is) {
  object* made = calloc(1, sizeof(object));
  made->is = is;
  made->retains = 1;
  made->test = current;
  pthread_mutex_lock(&lock);
  made->older = newest;
  newest = made;
  pthread_mutex_unlock(&lock);
  return made;
}

static object* known(const void* pointer) {
  pthread_mutex_lock(&lock);
  object* at = newest;
  while (at && at != pointer) at = at->older;
  pthread_mutex_unlock(&lock);
  return at;
}

static object* retain(object* o) {
  if (o) __atomic_add_fetch(&o->retains, 1, __ATOMIC_SEQ_CST);
  return o;
}

static const class encoder_class;

EXPORTED void objc_release(object* o) {
  if (!known(o)) {
    fault("release of what is no object");
    return;
  }
  if (o->test != current) return;
  long left = __atomic_sub_fetch(&o->retains, 1, __ATOMIC_SEQ_CST);
  if (left < 0) fault("%s released once too often", o->is->name);
  if (left != 0) return;
  if (o->is == &encoder_class && o->state != ENDED) fault("MTLComputeCommandEncoder released before endEncoding");
  if (o->parent) objc_release(o->parent);
  if (o->pipeline) objc_release(o->pipeline);
  for (int i = 0; i < ARGUMENTS; i++)
    if (o->buffers[i]) objc_release(o->buffers[i]);
}

// Autorelease pools of each thread: what they hold, with a null for where each begins.

static __thread object* pooled[4096];
static __thread integer pooled_count, pools;

EXPORTED void* objc_autoreleasePoolPush(void) {
  pools++;
  pooled[pooled_count++] = NULL;
  return &pooled[pooled_count - 1];
}

EXPORTED void objc_autoreleasePoolPop(void* pool) {
  if (pools == 0 || (object**)pool < pooled || (object**)pool >= pooled + pooled_count || *(object**)pool) {
    fault("a pool is closed that is not open");
    return;
  }
  int opened = 0;
  while (&pooled[pooled_count] != pool) {
    object* o = pooled[--pooled_count];
    if (o) objc_release(o);
    else opened++;
  }
  if (opened > 1) fault("pools are closed out of order");
  pools -= opened;
}

static object* autorelease(object* o) {
  if (pools == 0) fault("%s autoreleased with no pool in place", o->is->name);
  else pooled[pooled_count++] = o;
  return o;
}

static object* lent(const class* is, object* parent) {
  object* made = allocate(is);
  made->parent = retain(parent);
  return autorelease(made);
}

// Messages.

static char* selectors[256];

EXPORTED const char* sel_registerName(const char* name) {
  pthread_mutex_lock(&lock);
  int i = 0;
  while (selectors[i] && strcmp(selectors[i], name) != 0) i++;
  if (!selectors[i]) selectors[i] = strdup(name);
  pthread_mutex_unlock(&lock);
  return selectors[i];
}

static const method* answer(const class* is, const char* selector) {
  if (strncmp(selector, "setMath", 7) == 0 && !setting("mathMode")) return NULL;
  for (const method* m = is->methods; m->selector; m++)
    if (strcmp(m->selector, selector) == 0) return m;
  return NULL;
}

static integer nothing(void) { return 0; }
static signed char responds(object* self, const char* op, const char* asked) { return answer(self->is, asked) != NULL; }

__attribute__((used, visibility("hidden"))) implementation standin_lookup(object* receiver, const char* selector) {
  int i = 0;
  while (selectors[i] && selectors[i] != selector) i++;
  if (!selectors[i]) fault("a message whose selector is not registered");
  else if (!receiver) fault("%s sent to nil", selector);
  else if (!known(receiver)) fault("%s sent to what is no object", selector);
  else if (receiver->retains <= 0) fault("%s sent to a released %s", selector, receiver->is->name);
  else if (strcmp(selector, "respondsToSelector:") == 0) return (implementation)responds;
  else {
    const method* found = answer(receiver->is, selector);
    if (found) return found->code;
    fault("%s does not answer %s", receiver->is->name, selector);
  }
  return (implementation)nothing;
}

// Finds the method and jumps there with all that was passed, in registers and on the stack.
#if defined(__x86_64__)
__asm__(
    ".globl objc_msgSend\n.type objc_msgSend, @function\nobjc_msgSend:\n"
    "push %rbp\nmov %rsp, %rbp\n"
    "push %rdi\npush %rsi\npush %rdx\npush %rcx\npush %r8\npush %r9\n"
    "sub $32, %rsp\nmovups %xmm0, (%rsp)\nmovups %xmm1, 16(%rsp)\n"
    "call standin_lookup\nmov %rax, %r11\n"
    "movups (%rsp), %xmm0\nmovups 16(%rsp), %xmm1\nadd $32, %rsp\n"
    "pop %r9\npop %r8\npop %rcx\npop %rdx\npop %rsi\npop %rdi\npop %rbp\n"
    "jmp *%r11\n");
#elif defined(__aarch64__)
__asm__(
    ".globl objc_msgSend\n.type objc_msgSend, %function\nobjc_msgSend:\n"
    "stp x29, x30, [sp, #-16]!\nmov x29, sp\n"
    "stp x0, x1, [sp, #-16]!\nstp x2, x3, [sp, #-16]!\nstp x4, x5, [sp, #-16]!\nstp x6, x7, [sp, #-16]!\n"
    "stp q0, q1, [sp, #-32]!\n"
    "bl standin_lookup\nmov x16, x0\n"
    "ldp q0, q1, [sp], #32\n"
    "ldp x6, x7, [sp], #16\nldp x4, x5, [sp], #16\nldp x2, x3, [sp], #16\nldp x0, x1, [sp], #16\n"
    "ldp x29, x30, [sp], #16\nbr x16\n");
#else
#error "expected x86-64 or AArch64"
#endif

static int is(object* o, const class* expected, const char* where) {
  object* found = known(o);
  if (found && found->is == expected && found->retains > 0) return 1;
  fault("%s: expected a live %s, found %s", where, expected->name, !o ? "nil" : found ? found->is->name : "no object");
  return 0;
}

// Foundation.

static const char* string_text(object* self, const char* op) { return self->text; }
static const method string_methods[] = {{"UTF8String", (implementation)string_text}, {NULL, NULL}};
static const class string_class = {"NSString", string_methods};

static object* string(const char* text) {
  object* made = lent(&string_class, NULL);
  made->text = strdup(text);
  return made;
}
static object* string_make(object* self, const char* op, const char* text) { return string(text); }

static object* error_text(object* self, const char* op) { return string(self->text); }
static const method error_methods[] = {{"localizedDescription", (implementation)error_text}, {NULL, NULL}};
static const class error_class = {"NSError", error_methods};

static object* error(const char* text) {
  object* made = lent(&error_class, NULL);
  made->text = strdup(text);
  return made;
}

// Metal, from buffers to devices.

static const method no_methods[] = {{NULL, NULL}};

static void* buffer_contents(object* self, const char* op) {
  if (self->state == COMMITTED) fault("contents of a buffer that the GPU may still write");
  return self->bytes;
}
static const method buffer_methods[] = {{"contents", (implementation)buffer_contents}, {NULL, NULL}};
static const class buffer_class = {"MTLBuffer", buffer_methods};

static integer most_threads(object* self, const char* op) { return setting("maxTotalThreadsPerThreadgroup"); }
static integer width(object* self, const char* op) { return setting("threadExecutionWidth"); }
static integer static_length(object* self, const char* op) { return setting("staticThreadgroupMemoryLength"); }
static const method pipeline_methods[] = {
    {"maxTotalThreadsPerThreadgroup", (implementation)most_threads},
    {"threadExecutionWidth", (implementation)width},
    {"staticThreadgroupMemoryLength", (implementation)static_length},
    {NULL, NULL},
};
static const class pipeline_class = {"MTLComputePipelineState", pipeline_methods};

static int open_encoder(object* self, const char* op) {
  if (self->state == OPEN) return 1;
  fault("%s after endEncoding", op);
  return 0;
}

static void set_pipeline(object* self, const char* op, object* pipeline) {
  if (!open_encoder(self, op) || !is(pipeline, &pipeline_class, op)) return;
  if (self->pipeline) objc_release(self->pipeline);
  self->pipeline = retain(pipeline);
}

static void set_buffer(object* self, const char* op, object* buffer, integer offset, integer index) {
  if (!open_encoder(self, op) || !is(buffer, &buffer_class, op)) return;
  if (offset != 0) fault("%s: expected offset 0, found %lu", op, offset);
  if (index >= ARGUMENTS) {
    fault("%s: expected an index below 31, found %lu", op, index);
    return;
  }
  if (self->buffers[index]) objc_release(self->buffers[index]);
  self->buffers[index] = retain(buffer);
}

static void set_threadgroup_length(object* self, const char* op, integer length, integer index) {
  if (!open_encoder(self, op)) return;
  if (length % 16 != 0) fault("%s: expected a multiple of 16, found %lu", op, length);
  if (index < ARGUMENTS) self->threadgroup_lengths[index] = length;
  else fault("%s: expected an index below 31, found %lu", op, index);
}

static void dispatch(object* self, const char* op, size threadgroups, size threads) {
  if (!open_encoder(self, op)) return;
  if (!self->pipeline) fault("%s with no pipeline set", op);
  if (self->threads.width) fault("%s twice", op);
  integer many = threads.width * threads.height * threads.depth;
  integer most = setting("maxTotalThreadsPerThreadgroup");
  if (many < 1 || many > most) fault("%s: expected 1 to %lu threads, found %lu", op, most, many);
  if (threadgroups.width * threadgroups.height * threadgroups.depth < 1) fault("%s of no threadgroups", op);
  integer bytes = setting("staticThreadgroupMemoryLength");
  for (int i = 0; i < ARGUMENTS; i++) bytes += self->threadgroup_lengths[i];
  if (bytes > setting("maxThreadgroupMemoryLength")) fault("%s: %lu bytes of threadgroup memory", op, bytes);
  self->threadgroups = threadgroups;
  self->threads = threads;
}

static void end_encoding(object* self, const char* op) {
  if (open_encoder(self, op)) self->state = ENDED;
}

static const method encoder_methods[] = {
    {"setComputePipelineState:", (implementation)set_pipeline},
    {"setBuffer:offset:atIndex:", (implementation)set_buffer},
    {"setThreadgroupMemoryLength:atIndex:", (implementation)set_threadgroup_length},
    {"dispatchThreadgroups:threadsPerThreadgroup:", (implementation)dispatch},
    {"endEncoding", (implementation)end_encoding},
    {NULL, NULL},
};
static const class encoder_class = {"MTLComputeCommandEncoder", encoder_methods};

// A command buffer's pipeline is its one encoder, which it keeps.
static object* new_encoder(object* self, const char* op) {
  if (self->state != 0 || self->pipeline) fault("%s of a command buffer that has one, or is committed", op);
  object* encoder = lent(&encoder_class, NULL);
  encoder->state = OPEN;
  self->pipeline = retain(encoder);
  return encoder;
}

static void mark_buffers(object* encoder, int state) {
  for (int i = 0; encoder && i < ARGUMENTS; i++)
    if (encoder->buffers[i]) encoder->buffers[i]->state = state;
}

static void commit(object* self, const char* op) {
  if (self->state != 0) fault("commit twice");
  if (!self->pipeline || self->pipeline->state != ENDED) fault("commit before endEncoding");
  self->state = COMMITTED;
  mark_buffers(self->pipeline, COMMITTED);
}

static void execute(object* self, object* encoder) {
  object* function = encoder->pipeline->parent;
  unsigned char* buffers[ARGUMENTS] = {0};
  integer lengths[ARGUMENTS] = {0};
  for (int i = 0; i < ARGUMENTS; i++) {
    if (!encoder->buffers[i]) continue;
    buffers[i] = encoder->buffers[i]->bytes;
    lengths[i] = encoder->buffers[i]->length;
  }
  size g = encoder->threadgroups, t = encoder->threads;
  integer grid[6] = {g.width, g.height, g.depth, t.width, t.height, t.depth};
  char message[512] = "";
  long failed = run(function->parent->text, function->text, grid, buffers, lengths, encoder->threadgroup_lengths,
      &function->constants[0][0], message, sizeof message);
  self->state = failed ? FAILED : COMPLETED;
  if (failed) self->text = strdup(message);
}

static void wait(object* self, const char* op) {
  if (self->state != COMMITTED) {
    fault("%s before commit, or twice", op);
    return;
  }
  object* encoder = self->pipeline;
  self->state = COMPLETED;
  if (encoder && encoder->pipeline && encoder->threads.width) execute(self, encoder);
  mark_buffers(encoder, 0);
}

static void require_over(object* self, const char* op) {
  if (self->state != COMPLETED && self->state != FAILED) fault("%s before the wait is over", op);
}

static integer status(object* self, const char* op) {
  require_over(self, op);
  return self->state;
}
static object* commands_error(object* self, const char* op) {
  require_over(self, op);
  return self->state == FAILED ? error(self->text) : NULL;
}
static double start_time(object* self, const char* op) {
  require_over(self, op);
  return 1000.25;
}
static double end_time(object* self, const char* op) {
  require_over(self, op);
  return 1000.375;
}

static const method commands_methods[] = {
    {"computeCommandEncoder", (implementation)new_encoder},
    {"commit", (implementation)commit},
    {"waitUntilCompleted", (implementation)wait},
    {"status", (implementation)status},
    {"error", (implementation)commands_error},
    {"GPUStartTime", (implementation)start_time},
    {"GPUEndTime", (implementation)end_time},
    {NULL, NULL},
};
static const class commands_class = {"MTLCommandBuffer", commands_methods};

static object* new_commands(object* self, const char* op) { return lent(&commands_class, self); }
static const method queue_methods[] = {{"commandBuffer", (implementation)new_commands}, {NULL, NULL}};
static const class queue_class = {"MTLCommandQueue", queue_methods};

static const class function_class = {"MTLFunction", no_methods};

static void set_constant(object* self, const char* op, const void* value, integer type, integer index) {
  integer bytes = type == 53 || type == 45 || type == 49 ? 1
      : type == 16 || type == 37 || type == 41 || type == 121 ? 2
      : type == 3 || type == 29 || type == 33 ? 4
      : type == 81 || type == 85 ? 8 : 0;
  if (bytes == 0 || index >= CONSTANTS) {
    fault("%s: type %lu, index %lu", op, type, index);
    return;
  }
  memcpy(self->constants[index], value, bytes);
  self->constant_types[index] = type;
}
static const method constants_methods[] = {
    {"setConstantValue:type:atIndex:", (implementation)set_constant},
    {NULL, NULL},
};
static const class constants_class = {"MTLFunctionConstantValues", constants_methods};

static object* new_function(object* self, const char* name, object* constants, char* message, long room) {
  long needed = compile(self->text, name, message, room);
  if (needed < 0) return NULL;
  long given = 0;
  for (int i = 0; constants && i < CONSTANTS; i++) given += constants->constant_types[i] != 0;
  if (given != needed) fault("function %s: expected %ld function constants, found %ld", name, needed, given);
  object* made = allocate(&function_class);
  made->parent = retain(self);
  made->text = strdup(name);
  if (constants) memcpy(made->constants, constants->constants, sizeof made->constants);
  return made;
}

static object* plain_function(object* self, const char* op, object* name) {
  char message[512];
  return is(name, &string_class, op) ? new_function(self, name->text, NULL, message, sizeof message) : NULL;
}

static object* special_function(object* self, const char* op, object* name, object* constants, object** failure) {
  if (!is(name, &string_class, op) || !is(constants, &constants_class, op)) return NULL;
  char message[512] = "";
  object* made = new_function(self, name->text, constants, message, sizeof message);
  if (!made) *failure = error(message);
  return made;
}

static const method library_methods[] = {
    {"newFunctionWithName:", (implementation)plain_function},
    {"newFunctionWithName:constantValues:error:", (implementation)special_function},
    {NULL, NULL},
};
static const class library_class = {"MTLLibrary", library_methods};

static void set_math_mode(object* self, const char* op, integer mode) {
  self->state = mode == 0 ? self->state | SAFE_MATH : self->state & ~SAFE_MATH;
}
static void set_functions(object* self, const char* op, integer functions) {
  self->state = functions == 1 ? self->state | PRECISE : self->state & ~PRECISE;
}
static void set_fast_math(object* self, const char* op, signed char fast) {
  self->state = fast ? 0 : SAFE_MATH | PRECISE;
}
static const method options_methods[] = {
    {"setMathMode:", (implementation)set_math_mode},
    {"setMathFloatingPointFunctions:", (implementation)set_functions},
    {"setFastMathEnabled:", (implementation)set_fast_math},
    {NULL, NULL},
};
static const class options_class = {"MTLCompileOptions", options_methods};

static object* new_library(object* self, const char* op, object* source, object* options, object** failure) {
  if (!is(source, &string_class, op) || !is(options, &options_class, op)) return NULL;
  if (options->state != (SAFE_MATH | PRECISE)) fault("a text compiled without safe math");
  if (!strstr(source->text, "#pragma METAL fp contract(off)")) fault("a text compiled with contraction");
  char message[512] = "";
  if (compile(source->text, NULL, message, sizeof message) < 0) {
    *failure = error(message);
    return NULL;
  }
  object* made = allocate(&library_class);
  made->text = strdup(source->text);
  return made;
}

static object* new_queue(object* self, const char* op) {
  object* made = allocate(&queue_class);
  made->parent = retain(self);
  return made;
}

static object* new_pipeline(object* self, const char* op, object* function, object** failure) {
  if (!is(function, &function_class, op)) return NULL;
  object* made = allocate(&pipeline_class);
  made->parent = retain(function);
  return made;
}

static object* new_buffer(object* self, const char* op, const void* bytes, integer length, integer options) {
  if (options != 0) fault("%s: expected shared storage, found %lu", op, options);
  if (length < 1 || length > setting("maxBufferLength")) {
    fault("%s: length %lu", op, length);
    return NULL;
  }
  object* made = allocate(&buffer_class);
  made->bytes = malloc(length);
  made->length = length;
  memcpy(made->bytes, bytes, length);
  return made;
}

static integer longest_buffer(object* self, const char* op) { return setting("maxBufferLength"); }
static integer most_threadgroup_memory(object* self, const char* op) { return setting("maxThreadgroupMemoryLength"); }
static const method device_methods[] = {
    {"newCommandQueue", (implementation)new_queue},
    {"newLibraryWithSource:options:error:", (implementation)new_library},
    {"newComputePipelineStateWithFunction:error:", (implementation)new_pipeline},
    {"newBufferWithBytes:length:options:", (implementation)new_buffer},
    {"maxBufferLength", (implementation)longest_buffer},
    {"maxThreadgroupMemoryLength", (implementation)most_threadgroup_memory},
    {NULL, NULL},
};
static const class device_class = {"MTLDevice", device_methods};

EXPORTED object* MTLCreateSystemDefaultDevice(void) {
  return setting("devices") ? allocate(&device_class) : NULL;
}

// Classes that messages are sent to.

static object* new_options(object* self, const char* op) { return allocate(&options_class); }
static object* new_constants(object* self, const char* op) { return allocate(&constants_class); }
static const method string_class_methods[] = {{"stringWithUTF8String:", (implementation)string_make}, {NULL, NULL}};
static const method options_class_methods[] = {{"new", (implementation)new_options}, {NULL, NULL}};
static const method constants_class_methods[] = {{"new", (implementation)new_constants}, {NULL, NULL}};
static const class classes[] = {
    {"NSString", string_class_methods},
    {"MTLCompileOptions", options_class_methods},
    {"MTLFunctionConstantValues", constants_class_methods},
};
static object* class_objects[3];

EXPORTED object* objc_getClass(const char* name) {
  for (int i = 0; i < 3; i++) {
    if (strcmp(classes[i].name, name) != 0) continue;
    if (!class_objects[i]) {
      class_objects[i] = allocate(&classes[i]);
      // It belongs to no test.
      class_objects[i]->test = 0;
    }
    return class_objects[i];
  }
  return NULL;
}

// For tests.

// Forgets all faults and objects, and goes back to the initial settings.
EXPORTED void standin_begin(compiler compiles, runner runs) {
  compile = compiles;
  run = runs;
  faults[0] = 0;
  current++;
  for (int i = 0; settings[i].name; i++) settings[i].value = settings[i].initially;
}

EXPORTED void standin_set(const char* name, long value) {
  for (int i = 0; settings[i].name; i++)
    if (strcmp(settings[i].name, name) == 0) {
      settings[i].value = value;
      return;
    }
  fault("no setting %s", name);
}

// A fault a line.
EXPORTED const char* standin_faults(void) { return faults; }

// How many objects of a class, or of all, have not been released.
EXPORTED long standin_live(const char* name) {
  long count = 0;
  pthread_mutex_lock(&lock);
  for (object* o = newest; o; o = o->older)
    count += o->test == current && o->retains > 0 && (!name || strcmp(o->is->name, name) == 0);
  pthread_mutex_unlock(&lock);
  return count;
}

// How many pools are open on this thread.
EXPORTED long standin_pools(void) { return pools; }
