@echo off
rem Opens Care Lab. The first time, it makes an environment of its own beside this file: that needs the internet once.
setlocal
cd /d "%~dp0"
if exist .care-lab\ready goto open
set python=py -3
%python% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && goto make
set python=python
%python% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && goto make
echo Care Lab needs Python 3.11 or newer. Get it from python.org, then open this file again.
goto stop
:make
echo Getting Care Lab ready. This takes a few minutes, and happens only once.
%python% -m venv .care-lab || goto failed
.care-lab\Scripts\python -m pip install --quiet --disable-pip-version-check "%cd%\@WHEEL@[open]" || goto failed
echo ready> .care-lab\ready
:open
.care-lab\Scripts\carelab open
if not errorlevel 1 exit /b 0
:failed
echo Care Lab did not start. Take a photo of this window and show it to your tutor.
:stop
pause
