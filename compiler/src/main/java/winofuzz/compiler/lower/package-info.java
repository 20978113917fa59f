/**
 * From a scheduled kernel graph to instructions and a launch.
 *
 * <p>Start at {@link winofuzz.compiler.lower.Lowering}, which has the passes.
 *
 * <p>May depend on {@code winofuzz.compiler.optimize}, {@code winofuzz.compiler.pass}, {@code
 * winofuzz.compiler.rewrite}, {@code winofuzz.compiler.symbolic}, {@code winofuzz.convolution},
 * {@code winofuzz.ir}, {@code winofuzz.number}.
 *
 * <h2>The stage linear</h2>
 *
 * A kernel at this stage is a list of nodes, executed in order by each thread of the launch, all
 * threads of a threadgroup side by side. A node's value is what it gave when it was last executed.
 *
 * <ol>
 *   <li>The operands of a node come before it. No node is in the list twice.
 *   <li>Declarations come first: CONST, DEFINE_GLOBAL (an argument, by its slot), DEFINE_LOCAL
 *       (memory of a threadgroup), DEFINE_REGISTER (memory of a thread), DEFINE_VAR, and SPECIAL:
 *       gidx0 to gidx2, the position x, y, z of the threadgroup in the grid, and lidx0 to lidx2,
 *       that of the thread in the threadgroup. Their operand is the extent. Memory that a kernel
 *       defines holds nothing until it is written.
 *   <li>RANGE(end) and ENDRANGE(range) enclose a loop: the RANGE is 0, 1, .. end - 1 in its turns.
 *       IF(condition, ..) and ENDIF(if) enclose what happens where the condition holds. They nest.
 *       Nothing outside of a block uses a value from inside of it, other than through memory.
 *   <li>INDEX(memory, offset) points to an element. INDEX(memory, offset, gate) does so where the
 *       gate, a bool, holds; elsewhere the offset means nothing. CAST of an INDEX to a pointer to
 *       vectors points to as many neighbours, of which the INDEX points to the first. Pointers are
 *       operands of LOAD and STORE alone.
 *   <li>LOAD(pointer, ..) reads. If the INDEX has a gate, operand 1 is the alternative: {@code gate
 *       ? *pointer : alternative}, and where the gate does not hold nothing is read.
 *   <li>STORE(pointer, value, ..) writes. Its INDEX has no gate; the IF that stands for it does.
 *   <li>All further operands of LOAD, STORE, IF and BARRIER, each a STORE, BARRIER, IF or RANGE,
 *       only say what comes before and have no other meaning.
 *   <li>BARRIER: every thread of the threadgroup waits here for all others, and sees what they have
 *       written to threadgroup memory. No barrier is in an IF.
 *   <li>WMMA(a, b, c) is {@code a * b + c} of 8x8 matrices over the 32 threads of a simdgroup, two
 *       elements of each matrix a thread.
 *   <li>VECTORIZE makes a vector of scalars, GEP takes one lane of a vector. There are vectors
 *       nowhere else than in LOAD, STORE and WMMA. All arithmetic is scalar and of a type that
 *       Metal has; no node has the index type.
 *   <li>Arithmetic is ADD, SUB, MUL, NEG, RECIP, FDIV, IDIV, MOD, SHL, SHR, AND, OR, XOR, CMPLT,
 *       CMPNE, CMPEQ, WHERE, EXP2, LOG2, SIN, SQRT, TRUNC, CAST and BITCAST. SHR of a negative
 *       number rounds down.
 * </ol>
 */
@NullMarked
package winofuzz.compiler.lower;

import org.jspecify.annotations.NullMarked;
