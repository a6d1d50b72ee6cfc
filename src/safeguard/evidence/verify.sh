#!/bin/sh
# Check a package of kept items with what a system has: sha256sum, openssl, ssh-keygen, and unzip for a ZIP.
#
#     sh verify.sh PACKAGE [--key FILE] [--tsa FILE]
#
# --key: the public key of whoever signed, as ssh-keygen takes it (allowed_signers). --tsa: certificates of authorities
# for time stamps, in PEM; how long they are valid is not looked at. Both must come from elsewhere than the package.
# It sees what lists, links and signatures show. Records, receipts and the log's proofs are for verify.py to read.
set -u
export LC_ALL=C OPENSSL_CONF=/dev/null # whatever the machine's own settings are

refuse() { echo "$*"; exit 1; }
need() { command -v "$1" >/dev/null || { echo "$1 is not installed." >&2; exit 2; }; }
usage() { echo "usage: sh verify.sh PACKAGE [--key FILE] [--tsa FILE]" >&2; exit 2; }

plain='(/[A-Za-z0-9._-]*[A-Za-z0-9_-])' # one step of a path: no "..", and no "." at its end
key= tsa=
[ $# -ge 1 ] || usage
package=$1; shift
while [ $# -gt 0 ]; do
    [ $# -ge 2 ] && [ -r "$2" ] || usage
    folder=$(cd "$(dirname "$2")" && pwd) || usage
    case $1 in
        --key) key=$folder/$(basename "$2") ;;
        --tsa) tsa=$folder/$(basename "$2") ;;
        *) usage ;;
    esac
    shift 2
done
need sha256sum
[ -z "$key" ] || need ssh-keygen
[ -z "$tsa" ] || need openssl
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT

# A ZIP has one folder and no name twice; names that lead out are never unpacked.
if [ -f "$package" ]; then
    need unzip
    unzip -Z1 "$package" >"$scratch/inside" 2>/dev/null || refuse "It was neither a folder nor a ZIP."
    sed 's|^|/|' "$scratch/inside" | grep -Evq "^$plain$plain+\$" && refuse "A name in the ZIP was not plain."
    [ -z "$(tr A-Z a-z <"$scratch/inside" | sort | uniq -d)" ] || refuse "A name was in the ZIP twice."
    top=$(cut -d/ -f1 "$scratch/inside" | sort -u)
    [ "$(echo "$top" | wc -l)" -eq 1 ] || refuse "The ZIP held more than one folder."
    unzip -qq "$package" -d "$scratch/zip" 2>/dev/null </dev/null || refuse "The ZIP could not be unpacked."
    package=$scratch/zip/$top
fi
cd "$package" 2>/dev/null || refuse "It was neither a folder nor a ZIP."

# What there is: plain files with plain names, in folders that are not empty.
find . >"$scratch/found" || refuse "A folder could not be read."
[ -z "$(find . ! -type f ! -type d)" ] || refuse "There was a link, or something else that is not a plain file."
grep -Evq "^\.$plain*\$" "$scratch/found" && refuse "A name was not plain."
[ -z "$(tr A-Z a-z <"$scratch/found" | sort | uniq -d)" ] || refuse "Two names differed in capitals only."
find . -type f | sed 's|^\./||' | sort >"$scratch/files"
[ -z "$(find . -type d -exec sh -c '[ -n "$(ls -A "$1")" ] || echo "$1"' sh {} \;)" ] || refuse "A folder was empty."

# What the lists say: every file but the last list and its signature, each with its sum, in order.
printf 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n' | cmp -s - bagit.txt ||
    refuse "bagit.txt did not say that this is a BagIt 1.0 package in UTF-8."
for list in manifest-sha256.txt tagmanifest-sha256.txt; do
    [ -s $list ] && [ -z "$(tail -c 1 $list)" ] && ! grep -Evq '^[0-9a-f]{64}  [A-Za-z0-9._/-]+$' $list &&
        cut -c 67- $list | sort -cu 2>/dev/null || refuse "$list was not a list of sums and names in order."
    sha256sum -c --strict --quiet $list >/dev/null 2>&1 || refuse "A file in $list was changed or missing."
done
cut -c 67- manifest-sha256.txt | grep -vq '^data/' && refuse "manifest-sha256.txt listed what is not data."
cut -c 67- tagmanifest-sha256.txt | grep -Eq '^(data/|fetch\.txt$)' && refuse "tagmanifest-sha256.txt listed data."
{
    cut -c 67- manifest-sha256.txt tagmanifest-sha256.txt
    echo tagmanifest-sha256.txt
    [ ! -f proofs/tagmanifest.sshsig ] || echo proofs/tagmanifest.sshsig
} | sort >"$scratch/listed"
cmp -s "$scratch/listed" "$scratch/files" || refuse "A file was added: no list names it."
grep -q '^proofs/receipts\.txt$' "$scratch/files" || refuse "proofs/receipts.txt was missing."
grep -Eq '^data/[^/]+/record\.json$' "$scratch/files" || refuse "There were no items."
grep -E '^data/[^/]+$' "$scratch/files" | grep -Evq '^data/[a-z][a-z0-9_-]{0,60}\.[a-z0-9]{1,8}$' &&
    refuse "A file lay outside the folders of the items."

# What comes from elsewhere.
unseen= unless=
if [ -n "$key" ]; then
    signature=proofs/tagmanifest.sshsig
    signer=$(ssh-keygen -Y find-principals -s $signature -f "$key" 2>/dev/null | head -n 1)
    [ -n "$signer" ] && ssh-keygen -Y verify -n package@fuerza -f "$key" -I "$signer" -s $signature \
        <tagmanifest-sha256.txt >/dev/null 2>&1 || refuse "It bore no good signature by the key that was given."
else
    unseen="who made it (--key FILE)" unless=", unless its lists were rewritten too"
fi
if [ -n "$tsa" ] && ls proofs/*.tsr >/dev/null 2>&1; then
    for stamp in proofs/*.tsr; do
        openssl ts -verify -in "$stamp" -data proofs/checkpoint -CAfile "$tsa" -no_check_time >/dev/null 2>&1 ||
            refuse "$stamp was not a time stamp over the checkpoint by an authority that was given."
    done
else
    unseen="$unseen${unseen:+, }when it was made (--tsa FILE, where it holds time stamps)"
fi
echo "Nothing was changed since the package was made$unless."
echo "Not checked:${unseen:+ $unseen,} the records, the receipts and the log, and whether what it says is true."
